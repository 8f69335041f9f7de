import type { Onboarding } from "../onboarding.ts";
import { PROBE } from "../schedule.ts";
import type { Change } from "../store.ts";
import { addSignal, hasUnseenSignal, isAwaiting } from "./signals.ts";

/** What a probe saw that the last check did not see. */
export type ProbeNews = NonNullable<Onboarding["probed"]>["saw"];

/**
 * A probe saw a change: the execution is to check again. `undefined` if nothing is awaited, if a signal waits already, or
 * if a probe woke the execution a moment ago. That all records are right now is never held back, unless the check after
 * the last such news found otherwise.
 */
export function probed(current: Onboarding, saw: ProbeNews, now: number): Change | undefined {
  if (!isAwaiting(current) || hasUnseenSignal(current)) return undefined;
  const { probed: last } = current;
  const isTooSoon = last !== undefined && now < last.at + PROBE.wakesEveryMs;
  const isUrgent = saw === "all-right" && last?.saw !== "all-right";
  if (isTooSoon && !isUrgent) return undefined;
  return { set: { ...addSignal(current, {}), probed: { at: now, saw } } };
}
