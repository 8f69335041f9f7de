import { nameInArn } from "./arns.ts";
import type { Scope } from "./evaluate.ts";
import type { ErrorOutput, Execution } from "./execution.ts";

/** Additional values for a state's expressions: the task token, the result or the failure. */
export interface StateValues {
  readonly token?: string | undefined;
  readonly result?: unknown;
  readonly failure?: Partial<ErrorOutput>;
}

/** Returns the scope of the expressions of an execution's current state. */
export function scopeOf(
  execution: Execution,
  stateType: string,
  nowMs: number,
  values: StateValues = {},
): Scope {
  const { token, result, failure } = values;
  return {
    nowMs,
    variables: execution.variables,
    states: {
      input: execution.position.input,
      context: context(execution, stateType, token),
      ...("result" in values && { result }),
      ...(failure && { errorOutput: { Error: failure.error ?? "", Cause: failure.cause ?? "" } }),
    },
  };
}

/** Builds the context object: https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
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
