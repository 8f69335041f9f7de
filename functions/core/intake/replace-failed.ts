import { scheduleCleanup } from "#core/onboarding/changes/identity-cleanup";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts } from "#core/onboarding/store";
import type { Put } from "#core/table";

/**
 * Makes the writes that close failed onboardings when a new one replaces them. If one were redriven later, it
 * would write the same identity.
 */
export function replacePuts(failed: readonly Onboarding[], now: number): Put[] {
  return failed.flatMap((one) => [
    ...changePuts(one, {
      transition: "refuse",
      set: { closedBecause: "replaced" },
      event: { type: "cancel_asked", at: now, by: "support", idempotencyKey: "replaced" },
      also: scheduleCleanup(one, now),
    }).puts,
  ]);
}
