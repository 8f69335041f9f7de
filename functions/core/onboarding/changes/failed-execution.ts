import { OnboardingOverError } from "#core/errors";
import type { Table } from "#core/table";
import { isOpen, type Status } from "../lifecycle.ts";
import type { Onboarding } from "../onboarding.ts";
import { REPAIR_GRACE_MS } from "../schedule.ts";
import { type Change, changeOnboarding } from "../store.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/** The onboarding and the attempt of an execution that enters a state, with the time. */
interface Entered {
  readonly onboardingId: string;
  readonly attempt: number;
  readonly now: number;
}

/**
 * Records that an onboarding's execution failed; `undefined` if the onboarding is over, has a later attempt,
 * or failed already.
 */
export function failOnboarding(
  current: Onboarding,
  attempt: number,
  because: string,
  now: number,
): Change | undefined {
  const { status, failedAt = 0 } = current;
  // EventBridge may deliver the same failure twice, the second time after a redrive.
  if (current.attempt !== attempt || !isOpen(status) || now <= failedAt) return undefined;
  return {
    transition: "fail",
    set: { closedBecause: because, failedFrom: status, failedAt: now },
    // A redriven attempt may fail again, which is a separate event.
    event: { type: "failed", at: now, by: "sendworthy", idempotencyKey: `${attempt}/${now}` },
  };
}

/**
 * Reads the onboarding at the start of a state. If it had failed in this attempt, it was redriven and
 * continues where it failed.
 */
export function enterState(table: Table, { onboardingId, attempt, now }: Entered): Promise<Onboarding> {
  return changeOnboarding(table, onboardingId, (current) =>
    current.attempt === attempt ? resumeOnboarding(current, now) : undefined,
  );
}

/**
 * Does the same for a state without a wait before it. Throws OnboardingOverError if the onboarding is over
 * for this attempt: somebody may redrive an execution in the AWS console after another request replaced its
 * onboarding.
 */
export async function enterUnlessOver(table: Table, entered: Entered): Promise<Onboarding> {
  const current = await enterState(table, entered);
  const isOver = current.attempt > entered.attempt || OVER.includes(current.status);
  if (isOver) throw new OnboardingOverError(current.onboardingId, current.status);
  return current;
}

const OVER: readonly Status[] = ["cancelled", "expired"];

/** Returns a failed onboarding to the status before its failure; `undefined` if it did not fail. */
export function resumeOnboarding(current: Onboarding, now: number): Change | undefined {
  const { status, failedFrom } = current;
  if (status !== "failed" || failedFrom === undefined) return undefined;
  return {
    transition: `resume_${failedFrom}`,
    // The time in the failed state is not counted as the customer's inactivity.
    set: { ...restartInactivityClock(current, now), queue: "open", dueAt: now + REPAIR_GRACE_MS },
    clear: ["closedBecause", "failedFrom"],
  };
}
