import type { Life } from "./life.ts";

/** A person who confirmed, or asked for a check, waits at the page this long. */
const PATIENCE_MS = 10 * 60_000;

/**
 * From when on somebody waits for what is right since `rightMs`: since then, if the last word was said less than ten
 * minutes before, else since the first word after it, if that was said before it was known.
 */
export function wordBefore(
  { said }: Life,
  rightMs: number,
  knownMs = Number.POSITIVE_INFINITY,
): number | undefined {
  const isWaiting = said.some(({ atMs }) => atMs <= rightMs && atMs > rightMs - PATIENCE_MS);
  if (isWaiting) return rightMs;
  return said.find(({ atMs }) => atMs > rightMs && atMs < knownMs)?.atMs;
}
