import { randomBytes } from "node:crypto";
import { ulid } from "ulid";

/** Returns a new onboarding id; ids sort by the time of their creation. */
export function newOnboardingId(nowMs: number): string {
  return `onb_${ulid(nowMs, () => (randomBytes(1)[0] ?? 0) / 256)}`;
}
