import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";

/**
 * What becomes of an onboarding that a person takes over, or hands back: while it is muted the machine goes on, but
 * nothing is said to customer or ticket. Nothing if it is so already.
 */
export function mute(current: Onboarding, isMuted: boolean, now: number, by = "support"): Change | undefined {
  if (isMuted === (current.mutedAt !== undefined)) return undefined;
  const change: Change = isMuted ? { set: { mutedAt: now } } : { clear: ["mutedAt"] };
  // Of support the ticket tells.
  if (by === "support") return change;
  const type = isMuted ? "muted" : "unmuted";
  return { ...change, event: { type, at: now, by, idempotencyKey: String(now) } };
}
