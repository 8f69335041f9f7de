import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";

/**
 * Hands an onboarding over to a person, or back. While it is muted its checks go on, but customer and ticket get no message.
 * `undefined` if it is in that state already.
 */
export function mute(current: Onboarding, isMuted: boolean, now: number, by = "support"): Change | undefined {
  if (isMuted === (current.mutedAt !== undefined)) return undefined;
  const change: Change = isMuted ? { set: { mutedAt: now } } : { clear: ["mutedAt"] };
  // The ticket itself shows what support did
  if (by === "support") return change;
  const type = isMuted ? "muted" : "unmuted";
  return { ...change, event: { type, at: now, by, idempotencyKey: String(now) } };
}
