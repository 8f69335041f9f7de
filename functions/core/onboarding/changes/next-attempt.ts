import type { Onboarding } from "../onboarding.ts";
import { START_GRACE_MS } from "../schedule.ts";
import { restartInactivityClock } from "./inactivity-clock.ts";

/** Returns the fields with which a ready domain goes through the state machine again, in a new attempt. */
export function nextAttempt(current: Onboarding, now: number): Partial<Onboarding> {
  const { attempt, signals } = current;
  return {
    attempt: attempt + 1,
    ...restartInactivityClock(current, now),
    // Signals from before the domain was ready do not apply any more.
    signals: { count: signals.count, seen: signals.count },
    schedule: { awaited: "notConfirmed", tries: 0, nextCheckAt: now },
    queue: "open",
    dueAt: now + START_GRACE_MS,
  };
}
