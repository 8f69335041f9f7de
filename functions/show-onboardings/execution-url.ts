/**
 * The hosts of the AWS console in each partition:
 * https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html
 */
const CONSOLES: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** Returns the address of an execution in the AWS console; `undefined` in an unknown partition. */
export function executionUrl(stateMachineArn: string, execution: string): string | undefined {
  const [, partition = "", , region = ""] = stateMachineArn.split(":");
  const host = CONSOLES[partition];
  const arn = `${stateMachineArn.replace(":stateMachine:", ":execution:")}:${execution}`;
  return host === undefined
    ? undefined
    : `https://${region}.${host}/states/home?region=${region}#/v2/executions/details/${arn}`;
}
