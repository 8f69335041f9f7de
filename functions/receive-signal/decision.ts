import { extend } from "#core/onboarding/changes/reminders";
import { check, confirm, isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { WORDS } from "#core/words/words";
import type { Problem } from "#platform/http/problem";

/** The result of a signal: one of those that have a text. */
export type Done = keyof typeof WORDS.done;

/** The decision on a signal: a change if there is one, and the result that the customer sees; or a problem. */
export type Decision = { readonly change?: Change; readonly done: Done } | { readonly problem: Problem };

/** "I have added the records." */
export function decideConfirm(current: Onboarding, now: number): Decision {
  return taken(current, confirm(current, now), "confirmed");
}

/** "Check again now." */
export function decideCheck(current: Onboarding, now: number): Decision {
  return taken(current, check(current, now), "checked");
}

/** "Keep it open." */
export function decideExtend(current: Onboarding, now: number): Decision {
  const change = extend(current, now);
  if (change !== undefined) return { change, done: "extended" };
  return { done: isAwaiting(current) ? "open-long" : "nothing-to-do" };
}

function taken(current: Onboarding, change: Change | undefined, done: Done): Decision {
  if (change !== undefined) return { change, done: current.status === "failed" ? "kept" : done };
  return { done: isAwaiting(current) ? "asked-before" : "nothing-to-do" };
}
