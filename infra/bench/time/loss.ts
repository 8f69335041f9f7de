import type { Happening } from "./happening.ts";
import type { Life } from "./life.ts";
import type { Loss } from "./outcome.ts";

/** What became of a record that went away once the domain was ready, while it was followed; `undefined` if none did. */
export function lossOf(
  { states, rightMs = Number.POSITIVE_INFINITY, endMs }: Pick<Life, "states" | "rightMs" | "endMs">,
  happenings: readonly Happening[],
  end: string | undefined,
): Loss | undefined {
  const lostMs = states.find(({ atMs, isRight }) => atMs > rightMs && !isRight)?.atMs;
  const readyMs = happenings.find(({ type }) => type === "ready")?.at;
  if (lostMs === undefined || readyMs === undefined || readyMs > lostMs || lostMs >= endMs) return undefined;
  const mendedMs = states.find(({ atMs, isRight }) => atMs > lostMs && isRight)?.atMs;
  const noticedMs = happenings.find(
    ({ type, at }) => (type === "domain_degraded" || type === "domain_lost") && at >= lostMs,
  )?.at;
  return {
    ...(mendedMs !== undefined && { mendedAfterMs: mendedMs - lostMs }),
    ...(noticedMs !== undefined && { noticedAfterMs: noticedMs - lostMs }),
    isReady: end === "ready",
  };
}
