import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";

/**
 * Hands an onboarding over to a person, or back. While it is muted, checks continue, but customer and ticket
 * get no messages. `undefined` if nothing changes.
 */
export function mute(current: Onboarding, isMuted: boolean, now: number, by = "support"): Change | undefined {
  if (isMuted === (current.mutedAt !== undefined)) return undefined;
  const change: Change = isMuted ? { set: { mutedAt: now } } : { clear: ["mutedAt"] };
  // The ticket itself shows what support did.
  if (by === "support") return change;
  const type = isMuted ? "muted" : "unmuted";
  return { ...change, event: { type, at: now, by, idempotencyKey: String(now) } };
}
