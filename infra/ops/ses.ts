/** How often a command may call SES: about one control-plane call a second, https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
export const SES_SLOT_MS = 1000;

/** Returns the part before the resource in the ARNs of SES: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsesv2.html */
export function sesArnPrefix(stateMachineArn: string): string {
  const [arn, partition, , region, account] = stateMachineArn.split(":");
  return [arn, partition, "ses", region, account].join(":");
}
