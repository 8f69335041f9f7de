import type { CheckedRecord } from "#core/records/last-check";
import type { Onboarding } from "../onboarding.ts";
import { EXPIRY_MS } from "../schedule.ts";

/** Restarts the clock for reminders and expiry, because the customer acted or has nothing left to do. */
export function restartInactivityClock({ expiresAt }: Onboarding, now: number): Partial<Onboarding> {
  return { inactivity: { since: now }, expiresAt: Math.max(expiresAt, now + EXPIRY_MS) };
}

/**
 * Updates the clock after a check: a record that became right restarts it, and it pauses while all
 * records are right.
 */
export function inactivityAfterCheck(
  current: Onboarding,
  records: readonly CheckedRecord[],
  now: number,
): Partial<Onboarding> {
  const wasRight = new Set(
    (current.lastCheck?.records ?? [])
      .filter(wasRightAt)
      .map(({ record: { name, type } }) => `${type} ${name}`),
  );
  const isNewlyRight = records.some(
    (seen) => isRight(seen) && !wasRight.has(`${seen.record.type} ${seen.record.name}`),
  );
  return isNewlyRight || records.every(isRight) ? restartInactivityClock(current, now) : {};
}

function isRight({ state }: CheckedRecord): boolean {
  return state === "right";
}

/** The lack of an answer does not mean that the record was removed. */
function wasRightAt({ state, rightAt }: CheckedRecord): boolean {
  return state === "right" || (state === "unknown" && rightAt !== undefined);
}
