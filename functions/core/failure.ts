import { isOpen } from "#core/lifecycle";
import type { Onboarding } from "#core/onboarding";
import { type Change, changeOnboarding } from "#core/onboarding-store";
import { freshPatience } from "#core/patience";
import { REPAIR_GRACE_MS } from "#core/schedule";
import type { Table } from "#core/table";

/** What becomes of an onboarding whose execution died; nothing if it is over, a later attempt carries it, or it is known. */
export function failed(
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
    event: { type: "failed", at: now, by: "sendworthy", occasion: `${attempt}/${now}` },
  };
}

/** The onboarding as a state of the machine finds it: a failed one goes on where it failed, for it was redriven. */
export function enterState(
  table: Table,
  { onboardingId, now }: { readonly onboardingId: string; readonly now: number },
): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (current) => resumed(current, now));
}

/** What becomes of a failed onboarding that goes on where it failed; nothing if it did not fail. */
export function resumed(current: Onboarding, now: number): Change | undefined {
  const { status, failedFrom } = current;
  if (status !== "failed" || failedFrom === undefined) return undefined;
  return {
    transition: `resume_${failedFrom}`,
    // The time that it stood still is not the customer's to lose.
    set: { ...freshPatience(current, now), queue: "open", dueAt: now + REPAIR_GRACE_MS },
    clear: ["closedBecause", "failedFrom"],
  };
}
