import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";

/** Replaces the set-up link: the old one becomes invalid, and the customer receives the new one. */
export function reissueLink({ linkVersion }: Onboarding, now: number, by: string): Change {
  const next = linkVersion + 1;
  return {
    set: { linkVersion: next },
    event: { type: "link_reissued", at: now, by, idempotencyKey: String(next) },
  };
}
