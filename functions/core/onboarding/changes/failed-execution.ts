import type { Table } from "#core/table";
import { isOpen } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { REPAIR_GRACE_MS } from "../schedule.ts";
import { type Change, changeOnboarding } from "../store.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/** Fails an onboarding whose execution died; `undefined` if it is over, has a later attempt, or failed already. */
export function failOnboarding(
  current: Onboarding,
  attempt: number,
  because: string,
  now: number,
): Change | undefined {
  const { status, failedAt = 0 } = current;
  // EventBridge may deliver a failure twice, and the second time only after the redrive.
  if (current.attempt !== attempt || !isOpen(status) || now <= failedAt) return undefined;
  return {
    transition: "fail",
    set: { closedBecause: because, failedFrom: status, failedAt: now },
    // A redriven attempt may fail again, which is another event.
    event: { type: "failed", at: now, by: "sendworthy", idempotencyKey: `${attempt}/${now}` },
  };
}

/** Reads the onboarding at the start of a state. A failed one was redriven, and goes on where it failed. */
export function enterState(
  table: Table,
  { onboardingId, now }: { readonly onboardingId: string; readonly now: number },
): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (current) => resumeOnboarding(current, now));
}

/** Resumes a failed onboarding where it failed; `undefined` if it did not fail. */
export function resumeOnboarding(current: Onboarding, now: number): Change | undefined {
  const { status, failedFrom } = current;
  if (status !== "failed" || failedFrom === undefined) return undefined;
  return {
    transition: `resume_${failedFrom}`,
    // The customer does not lose the time during which it was failed.
    set: { ...restartInactivityClock(current, now), queue: "open", dueAt: now + REPAIR_GRACE_MS },
    clear: ["closedBecause", "failedFrom"],
  };
}
