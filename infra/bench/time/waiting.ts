import type { Life } from "./life.ts";

/** The time that a person waits at the page after a confirmation or a request for a check. */
const WAITS_AT_PAGE_MS = 10 * 60_000;

/**
 * Returns the time from which a person waits to learn that the records are right: `rightMs` if they acted
 * less than ten minutes earlier, otherwise their first action between `rightMs` and `knownMs`.
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
