import type { Life } from "./life.ts";

/** The time that a person waits at the page after a confirmation or a request for a check. */
const WAITS_AT_PAGE_MS = 10 * 60_000;

/**
 * Returns the time from which a person waits for the news that the records are right. It is `rightMs` if the person acted
 * less than ten minutes earlier, else the first action between `rightMs` and `knownMs`.
 */
export function waitingSince(
  { actions }: Life,
  rightMs: number,
  knownMs = Number.POSITIVE_INFINITY,
): number | undefined {
  const isWaiting = actions.some(({ atMs }) => atMs <= rightMs && atMs > rightMs - WAITS_AT_PAGE_MS);
  if (isWaiting) return rightMs;
  return actions.find(({ atMs }) => atMs > rightMs && atMs < knownMs)?.atMs;
}
