import type { Table } from "#core/table";
import { isOpen } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { REPAIR_GRACE_MS } from "../schedule.ts";
import { type Change, changeOnboarding } from "../store.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/** What becomes of an onboarding whose execution died; nothing if it is over, a later attempt carries it, or it is known. */
export function failOnboarding(
  current: Onboarding,
  attempt: number,
  because: string,
  now: number,
): Change | undefined {
  const { status, failedAt = 0 } = current;
  // EventBridge may tell of a failure twice, and the second time only after the redrive.
  if (current.attempt !== attempt || !isOpen(status) || now <= failedAt) return undefined;
  return {
    transition: "fail",
    set: { closedBecause: because, failedFrom: status, failedAt: now },
    // A redriven attempt may fail again, which is another occasion.
    event: { type: "failed", at: now, by: "sendworthy", idempotencyKey: `${attempt}/${now}` },
  };
}

/** The onboarding as a state of the machine finds it: a failed one goes on where it failed, for it was redriven. */
export function enterState(
  table: Table,
  { onboardingId, now }: { readonly onboardingId: string; readonly now: number },
): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (current) => resumeOnboarding(current, now));
}

/** What becomes of a failed onboarding that goes on where it failed; nothing if it did not fail. */
export function resumeOnboarding(current: Onboarding, now: number): Change | undefined {
  const { status, failedFrom } = current;
  if (status !== "failed" || failedFrom === undefined) return undefined;
  return {
    transition: `resume_${failedFrom}`,
    // The time that it stood still is not the customer's to lose.
    set: { ...restartInactivityClock(current, now), queue: "open", dueAt: now + REPAIR_GRACE_MS },
    clear: ["closedBecause", "failedFrom"],
  };
}
