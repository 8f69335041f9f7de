import type { Change } from "./change.ts";
import type { Execution } from "./execution.ts";
import { executionRedriven, MOST_EVENTS } from "./history.ts";

const DAY_MS = 24 * 3600 * 1000;
const REDRIVABLE_MS = 14 * DAY_MS;
/** An execution may be open for a year: https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html */
const LONGEST_EXECUTION_MS = 365 * DAY_MS;

/** Returns AWS's reason why the execution cannot be redriven now, or undefined if it can. */
export function whyNotRedrivable(execution: Execution, nowMs: number): string | undefined {
  const { status, stopMs, startMs, lastEventId } = execution;
  if (status === "RUNNING" || status === "SUCCEEDED") return `Execution is ${status} and cannot be redriven`;
  if (lastEventId >= MOST_EVENTS - 1) return "Execution history event limit exceeded";
  if (nowMs - startMs > LONGEST_EXECUTION_MS) return "Execution has exceeded the max execution time";
  if (nowMs - (stopMs ?? nowMs) > REDRIVABLE_MS) return "Execution redrivable period exceeded";
  return undefined;
}

/** A request with the same token within this time repeats the earlier request. */
const TOKEN_MS = 15 * 60 * 1000;

/** Returns the time of an earlier redrive with the same `clientToken`, if there was one. */
export function earlierRedriveMs(
  execution: Execution,
  clientToken: string,
  nowMs: number,
): number | undefined {
  return execution.redriveTokens.find(({ token, atMs }) => token === clientToken && nowMs - atMs < TOKEN_MS)
    ?.atMs;
}

/** Returns the change that puts the execution back into its last state, with all retries and the whole time-out. */
export function redriven(
  execution: Execution,
  timeoutAtMs: number,
  nowMs: number,
  clientToken: string | undefined,
): Omit<Change, "kind"> {
  const { position, redriveCount, redriveTokens } = execution;
  const entered = position.enteredEventId > 0;
  const recent = redriveTokens.filter(({ atMs }) => nowMs - atMs < TOKEN_MS);
  return {
    events: [executionRedriven(redriveCount + 1)],
    update: {
      status: "RUNNING",
      stopMs: undefined,
      failure: undefined,
      timeoutAtMs,
      redriveCount: redriveCount + 1,
      redriveMs: nowMs,
      redriveTokens: clientToken === undefined ? recent : [...recent, { token: clientToken, atMs: nowMs }],
      position: { ...position, retries: [], phase: { at: entered ? "run" : "enter" } },
      // The state is not entered again, so the next event follows its first entry.
      previousEventId: position.enteredEventId,
    },
  };
}

/** Returns the time-out of an execution that starts or is redriven now. */
export function endsAtMs(timeoutSeconds: number | undefined, nowMs: number): number {
  return nowMs + Math.min(1000 * (timeoutSeconds ?? Number.POSITIVE_INFINITY), LONGEST_EXECUTION_MS);
}
