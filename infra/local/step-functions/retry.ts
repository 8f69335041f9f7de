import type { Retrier } from "./definition.ts";

/** Errors that no wildcard matches: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const TERMINAL = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** Returns whether `errorEquals` of a Retry or Catch matches an error that has any of `names`. */
export function matches(errorEquals: readonly string[], names: readonly string[]): boolean {
  return errorEquals.some((listed) => {
    if (names.includes(listed)) return true;
    if (names.some((name) => TERMINAL.has(name))) return false;
    if (listed === "States.TaskFailed") return !names.includes("States.Timeout");
    return listed === "States.ALL";
  });
}

/** Returns the first retrier that matches and its index, if it has an attempt left. */
export function retrierFor(
  retriers: readonly Retrier[],
  names: readonly string[],
  retries: readonly number[],
): { retrier: Retrier; index: number } | undefined {
  const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, names));
  const retrier = retriers[index];
  if (retrier === undefined || (retries[index] ?? 0) >= retrier.MaxAttempts) return undefined;
  return { retrier, index };
}

/** Returns the delay before the next retry of a retrier, after `made` earlier retries. */
export function retryDelayMs(retrier: Retrier, made: number, random: () => number): number {
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** made;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round(1000 * (retrier.JitterStrategy === "FULL" ? random() * seconds : seconds));
}

/** Returns `retries` with one more at `index`. */
export function counted(retries: readonly number[], index: number): number[] {
  const counts = Array.from({ length: Math.max(retries.length, index + 1) }, (_, i) => retries[i] ?? 0);
  counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
