import type { Onboarding } from "../onboarding.ts";
import { PROBE } from "../schedule.ts";
import type { Change } from "../store.ts";
import { addSignal, hasUnseenSignal, isAwaiting } from "./signals.ts";

/** The kinds of change that a probe can observe since the last check. */
export type ProbeNews = NonNullable<Onboarding["probed"]>["saw"];

/**
 * Makes the execution check again, because a probe saw a change. `undefined` if nothing is awaited, a signal
 * is already waiting, or a probe resumed the execution a moment ago. "all-right" is never delayed, unless the
 * check after the previous "all-right" found otherwise.
 */
export function probed(current: Onboarding, saw: ProbeNews, now: number): Change | undefined {
  if (!isAwaiting(current) || hasUnseenSignal(current)) return undefined;
  const { probed: last } = current;
  // Runs may come out of order; a clock that was far ahead must not delay a change.
  const isTooSoon = last !== undefined && Math.abs(now - last.at) < PROBE.wakesEveryMs;
  const isUrgent = saw === "all-right" && last?.saw !== "all-right";
  if (isTooSoon && !isUrgent) return undefined;
  return { set: { ...addSignal(current, {}), probed: { at: now, saw } } };
}
