/** Returns the part before the resource in the ARNs of SES, from an ARN of the same account: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsesv2.html */
export function sesArnPrefix(stateMachineArn: string): string {
  const [arn, partition, , region, account] = stateMachineArn.split(":");
  return [arn, partition, "ses", region, account].join(":");
}
