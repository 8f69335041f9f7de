import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

/** A new id of an onboarding; ids sort by the times at which they were made. */
export function newOnboardingId(nowMs: number): string {
  return `onb_${ulid(nowMs, () => (randomBytes(1)[0] ?? 0) / 256)}`;
}
