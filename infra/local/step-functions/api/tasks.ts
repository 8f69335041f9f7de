import * as z from "zod";
import { AwsError } from "../../aws/service.ts";
import type { Execution, OpenTask } from "../execution.ts";
import { DATA_LIMIT_BYTES } from "../failure.ts";
import { readJson } from "../json-text.ts";
import { afterFailure, afterHeartbeat, afterSuccess } from "../task-answers.ts";
import { requireTaskToken } from "../tokens.ts";
import { type ApiContext, operation } from "./operation.ts";

const taskToken = z.string().min(1).max(2048);

/** The operations for callers with a task token. */
export const taskOperations = {
  SendTaskSuccess: operation(
    z.object({ taskToken, output: z.string().max(DATA_LIMIT_BYTES) }),
    ({ taskToken: token, output }, context) => {
      requireTaskToken(token);
      const parsed = readJson(output);
      if ("problem" in parsed) throw new AwsError("InvalidOutput", `Invalid Output: '${parsed.problem}'`);
      const { execution, open } = openTask(token, context);
      context.engine.apply(execution, afterSuccess(execution.position, open, output));
      return {};
    },
  ),

  SendTaskFailure: operation(
    z.object({ taskToken, error: z.string().max(256).optional(), cause: z.string().max(32_768).optional() }),
    ({ taskToken: token, error, cause }, context) => {
      const { execution, open } = openTask(requireTaskToken(token), context);
      const failure = { ...(error !== undefined && { error }), ...(cause !== undefined && { cause }) };
      context.engine.apply(execution, afterFailure(execution.position, open, failure));
      return {};
    },
  ),

  SendTaskHeartbeat: operation(z.object({ taskToken }), ({ taskToken: token }, context) => {
    const { execution, open } = openTask(requireTaskToken(token), context);
    context.engine.apply(execution, afterHeartbeat(execution.position, open, context.clock.now()));
    return {};
  }),
};

/** Returns the task that waits for `token`; throws AWS's error if none does. */
function openTask(
  token: string,
  { executions, clock }: ApiContext,
): { execution: Execution; open: OpenTask } {
  const execution = executions.byToken(token);
  if (execution === undefined) {
    throw new AwsError("TaskDoesNotExist", "Task Does Not Exist: 'Provided task does not exist'");
  }
  const open = execution.position.phase;
  if (
    execution.status === "RUNNING" &&
    open.at === "task" &&
    open.token === token &&
    !expired(open, clock.now())
  ) {
    return { execution, open };
  }
  throw new AwsError("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
}

function expired({ timeoutAtMs, heartbeatAtMs }: OpenTask, nowMs: number): boolean {
  return (
    nowMs >= Math.min(timeoutAtMs ?? Number.POSITIVE_INFINITY, heartbeatAtMs ?? Number.POSITIVE_INFINITY)
  );
}
