import type { Life } from "./life.ts";
import type { Loss } from "./outcome.ts";
import type { PastEvent } from "./past-event.ts";

/** Describes the loss of a record after the domain was ready; `undefined` if there was none within the simulated time. */
export function lossOf(
  { states, rightMs = Number.POSITIVE_INFINITY, endMs }: Pick<Life, "states" | "rightMs" | "endMs">,
  { pastEvents, signs }: { readonly pastEvents: readonly PastEvent[]; readonly signs: readonly number[] },
  end: string | undefined,
): Loss | undefined {
  const lostMs = states.find(({ atMs, isRight }) => atMs > rightMs && !isRight)?.atMs;
  const readyMs = pastEvents.find(({ type }) => type === "ready")?.at;
  if (lostMs === undefined || readyMs === undefined || readyMs > lostMs || lostMs >= endMs) return undefined;
  const fixedMs = states.find(({ atMs, isRight }) => atMs > lostMs && isRight)?.atMs;
  const noticedMs = pastEvents.find(
    ({ type, at }) => (type === "domain_degraded" || type === "domain_lost") && at >= lostMs,
  )?.at;
  const signMs = signs.find((at) => at >= lostMs);
  return {
    ...(signMs !== undefined && { signAfterMs: signMs - lostMs }),
    ...(fixedMs !== undefined && { fixedAfterMs: fixedMs - lostMs }),
    ...(noticedMs !== undefined && { noticedAfterMs: noticedMs - lostMs }),
    isReady: end === "ready",
  };
}
