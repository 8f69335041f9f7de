import type { CheckedRecord } from "#core/records/last-check";
import type { Onboarding } from "../onboarding.ts";
import { EXPIRY_MS } from "../schedule.ts";

/** Restarts the clock for reminders and expiry, because the customer acted or has nothing left to do. */
export function restartInactivityClock({ expiresAt }: Onboarding, now: number): Partial<Onboarding> {
  return { inactivity: { since: now }, expiresAt: Math.max(expiresAt, now + EXPIRY_MS) };
}

/**
 * Updates the clock after a check: a record that is right for the first time restarts it, and it pauses while all
 * records are right. A record that is right again restarts nothing: servers that answer differently each time would
 * keep the onboarding open for ever.
 */
export function inactivityAfterCheck(
  current: Onboarding,
  records: readonly CheckedRecord[],
  now: number,
): Partial<Onboarding> {
  const before = new Set((current.lastCheck?.records ?? []).filter(wasEverRight).map(placeOf));
  const isNewlyRight = records.some((seen) => isRight(seen) && !before.has(placeOf(seen)));
  return isNewlyRight || records.every(isRight) ? restartInactivityClock(current, now) : {};
}

function isRight({ state }: CheckedRecord): boolean {
  return state === "right";
}

function wasEverRight({ rightAt }: CheckedRecord): boolean {
  return rightAt !== undefined;
}

function placeOf({ record: { name, type } }: CheckedRecord): string {
  return `${type} ${name}`;
}
