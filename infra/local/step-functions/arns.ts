import { AwsError } from "../aws/service.ts";

/** Returns the ARN of the state machine `name`. */
export function stateMachineArn(region: string, accountId: string, name: string): string {
  return `arn:aws:states:${region}:${accountId}:stateMachine:${name}`;
}

/** Returns the ARN of the execution `name` of the machine with ARN `machineArn`. */
export function executionArn(machineArn: string, name: string): string {
  return `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
}

/** Returns the last part of an ARN: the name of the machine or the execution. */
export function nameInArn(arn: string): string {
  return arn.slice(arn.lastIndexOf(":") + 1);
}

/** Refuses, as AWS does, an ARN of another kind; does not check whether the resource exists. */
export function requireArn(arn: string, kind: "stateMachine" | "execution"): string {
  const parts = arn.split(":");
  if (parts[0] !== "arn") throw new AwsError("InvalidArn", `Invalid Arn: 'Invalid ARN prefix: ${arn}'`);
  if (parts[2] !== "states") throw new AwsError("InvalidArn", `Invalid Arn: 'Invalid service name: ${arn}'`);
  if (parts[5] !== kind) {
    throw new AwsError("InvalidArn", `Invalid Arn: 'Resource type not valid in this context: ${parts[5]}'`);
  }
  return arn;
}

/** Characters a name may not have: https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */
const FORBIDDEN_IN_NAME = /[\s<>{}[\]?*"#%\\^|~`$&,;:/\p{Cc}]/u;

/** Refuses a name that AWS refuses. */
export function requireName(name: string): string {
  if (FORBIDDEN_IN_NAME.test(name)) throw new AwsError("InvalidName", `Invalid Name: '${name}'`);
  return name;
}
