import { nameInArn } from "./arns.ts";
import type { Scope } from "./evaluate.ts";
import type { ErrorOutput, Execution } from "./execution.ts";

/** What else a state's expressions can see, depending on what happened to it. */
export interface Happened {
  readonly token?: string | undefined;
  readonly result?: unknown;
  readonly failure?: Partial<ErrorOutput>;
}

/** The scope of the expressions of an execution's current state. */
export function scopeOf(
  execution: Execution,
  stateType: string,
  nowMs: number,
  happened: Happened = {},
): Scope {
  const { token, result, failure } = happened;
  return {
    nowMs,
    variables: execution.variables,
    states: {
      input: execution.position.input,
      context: context(execution, stateType, token),
      ...("result" in happened && { result }),
      ...(failure && { errorOutput: { Error: failure.error ?? "", Cause: failure.cause ?? "" } }),
    },
  };
}

/** The context object: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
function context(
  execution: Execution,
  stateType: string,
  token: string | undefined,
): Record<string, unknown> {
  const { arn, name, input, startMs, roleArn, redriveCount, redriveMs, machineArn, position } = execution;
  const retryCount = position.retries.reduce((sum, count) => sum + count, 0);
  return {
    Execution: {
      Id: arn,
      Input: JSON.parse(input),
      StartTime: iso(startMs),
      Name: name,
      RoleArn: roleArn,
      RedriveCount: redriveCount,
      ...(redriveMs !== undefined && { RedriveTime: iso(redriveMs) }),
    },
    StateMachine: { Id: machineArn, Name: nameInArn(machineArn) },
    State: {
      Name: position.state,
      EnteredTime: iso(position.enteredAtMs),
      ...(stateType === "Task" && { RetryCount: retryCount }),
    },
    ...(token !== undefined && { Task: { Token: token } }),
  };
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
