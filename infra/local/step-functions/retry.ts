import type { Retrier } from "./definition.ts";

/** Errors that no wildcard matches: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
const TERMINAL = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** Whether a Retry or Catch that lists `errorEquals` is meant for an error that goes by any of `names`. */
export function matches(errorEquals: readonly string[], names: readonly string[]): boolean {
  return errorEquals.some((listed) => {
    if (names.includes(listed)) return true;
    if (names.some((name) => TERMINAL.has(name))) return false;
    if (listed === "States.TaskFailed") return !names.includes("States.Timeout");
    return listed === "States.ALL";
  });
}

/** The first retrier that matches, if it has an attempt left, with its number. */
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

/** Milliseconds before the retry that follows `made` earlier ones of the same retrier. */
export function retryDelayMs(retrier: Retrier, made: number, random: () => number): number {
  const grown = retrier.IntervalSeconds * retrier.BackoffRate ** made;
  const seconds = Math.min(grown, retrier.MaxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round(1000 * (retrier.JitterStrategy === "FULL" ? random() * seconds : seconds));
}

/** `retries` with one more at `index`. */
export function counted(retries: readonly number[], index: number): number[] {
  const counts = Array.from({ length: Math.max(retries.length, index + 1) }, (_, i) => retries[i] ?? 0);
  counts[index] = (counts[index] ?? 0) + 1;
  return counts;
}
