import type { Change } from "./change.ts";
import type { ErrorOutput, OpenTask, Position } from "./execution.ts";
import { StateFailure, withinDataLimit } from "./failure.ts";
import { type EventDraft, taskFailed, taskSubmitted, taskSucceeded } from "./history.ts";
import { lambdaResult } from "./lambda-task.ts";

/** The result of the invocation of a task's function. */
export type Settled = { readonly answer: unknown } | { readonly failure: ErrorOutput };

type Transition = Omit<Change, "kind">;

/** Returns the transition after the function's invocation has ended. */
export function afterInvocation(
  position: Position,
  open: OpenTask,
  settled: Settled,
  nowMs: number,
): Transition {
  if ("failure" in settled) return afterFailure(position, open, settled.failure);
  const result = lambdaResult(settled.answer, nowMs);
  try {
    withinDataLimit(result, "lambda");
  } catch (error) {
    if (!(error instanceof StateFailure)) throw error;
    return afterFailure(position, open, { error: error.error, cause: error.message });
  }
  return open.token === undefined
    ? afterSuccess(position, open, JSON.stringify(result))
    : to(position, taskSubmitted(open.resource, result), { ...open, submitted: true });
}

/** Returns the transition after a task has succeeded; `output` is the unchanged JSON text. */
export function afterSuccess(position: Position, open: OpenTask, output: string): Transition {
  return to(position, taskSucceeded(open.resource, output), { at: "done", result: JSON.parse(output) });
}

/** Returns the transition after a task has failed. */
export function afterFailure(position: Position, open: OpenTask, failure: Partial<ErrorOutput>): Transition {
  return to(position, taskFailed(open.resource, failure), {
    at: "failed",
    failure,
    // A failure may have no error name; a Catch of States.TaskFailed still matches it.
    names: [failure.error ?? "States.TaskFailed"],
  });
}

/** Returns the transition after a heartbeat, which restarts the heartbeat interval. */
export function afterHeartbeat(position: Position, open: OpenTask, nowMs: number): Transition {
  const { heartbeatSeconds } = open;
  if (heartbeatSeconds === undefined) return { events: [], update: {} };
  const phase = { ...open, heartbeatAtMs: nowMs + 1000 * heartbeatSeconds };
  return { events: [], update: { position: { ...position, phase } } };
}

/**
 * Returns the transition after a restart. An interrupted function is invoked again with its whole time-out, because AWS
 * never loses an invocation. The time-out of a wait for a token continues.
 */
export function afterRestart(position: Position, open: OpenTask, nowMs: number): Transition {
  const { timeoutSeconds, token, submitted } = open;
  if (timeoutSeconds === undefined || token !== undefined || submitted) return { events: [], update: {} };
  const phase = { ...open, timeoutAtMs: nowMs + 1000 * timeoutSeconds };
  return { events: [], update: { position: { ...position, phase } } };
}

function to(position: Position, event: EventDraft, phase: Position["phase"]): Transition {
  return { events: [event], update: { position: { ...position, phase } } };
}
