import type { CheckedRecord } from "#core/records/last-check";
import type { Onboarding } from "../onboarding.ts";
import { EXPIRY_MS } from "../schedule.ts";

/** The clock of reminders and expiry begins anew: somebody did something, or nothing is left to do for the customer. */
export function restartInactivityClock({ expiresAt }: Onboarding, now: number): Partial<Onboarding> {
  return { inactivity: { since: now }, expiresAt: Math.max(expiresAt, now + EXPIRY_MS) };
}

/** The clock after a look: a record that became right begins it anew, and it rests while nobody awaits the customer. */
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

/** Silence is no sign that it went away. */
function wasRightAt({ state, rightAt }: CheckedRecord): boolean {
  return state === "right" || (state === "unknown" && rightAt !== undefined);
}
