import type { Change } from "./change.ts";
import type { ErrorOutput, OpenTask, Position } from "./execution.ts";
import { StateFailure, withinDataLimit } from "./failure.ts";
import { type EventDraft, taskFailed, taskSubmitted, taskSucceeded } from "./history.ts";
import { lambdaResult } from "./lambda-task.ts";

/** How the invocation of a task's function ended. */
export type Settled = { readonly answer: unknown } | { readonly failure: ErrorOutput };

type Transition = Omit<Change, "kind">;

/** The transition that the end of the function's invocation causes. */
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

/** The transition that a successful end causes; `output` is JSON text as it came. */
export function afterSuccess(position: Position, open: OpenTask, output: string): Transition {
  return to(position, taskSucceeded(open.resource, output), { at: "done", result: JSON.parse(output) });
}

/** The transition that a failed end causes. */
export function afterFailure(position: Position, open: OpenTask, failure: Partial<ErrorOutput>): Transition {
  return to(position, taskFailed(open.resource, failure), {
    at: "failed",
    failure,
    // A failure may come without an error; a Catch of all failures of tasks is still meant for it.
    names: [failure.error ?? "States.TaskFailed"],
  });
}

/** The transition that a heartbeat causes: the task has as long again. */
export function afterHeartbeat(position: Position, open: OpenTask, nowMs: number): Transition {
  const { heartbeatSeconds } = open;
  if (heartbeatSeconds === undefined) return { events: [], update: {} };
  const phase = { ...open, heartbeatAtMs: nowMs + 1000 * heartbeatSeconds };
  return { events: [], update: { position: { ...position, phase } } };
}

/**
 * The transition at the restart after a kill: what was under way then is invoked again and has its whole time again,
 * since the real service never loses an invocation. The time of a wait for a token goes on.
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
