import { extend } from "#core/onboarding/changes/reminders";
import {
  checkIncident,
  checkOnPage,
  confirmOnPage,
  isAwaiting,
  isCheckable,
  isKnownRight,
} from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { Change } from "#core/onboarding/store";
import type { Table } from "#core/table";
import { readWatched, watchedPut } from "#core/watch/watched-domain";
import type { TextKey } from "#core/words/texts";
import type { Problem } from "#platform/http/problem";

/** The result of a signal; each has a text on the page. */
export type Done = TextKey extends infer Key ? (Key extends `page.done.${infer Name}` ? Name : never) : never;

/** The decision on a signal: an optional change with the result for the customer, or a problem. */
export type Decision = { readonly change?: Change; readonly done: Done } | { readonly problem: Problem };

/** Handles "I have added the records". */
export function decideConfirm(current: Onboarding, now: number): Decision {
  return unlessKnownRight(current, confirmOnPage(current, now), "confirmed", now);
}

/**
 * Handles "Check again now". The watch checks a ready domain that stopped working, so this makes the domain
 * due there.
 */
export async function decideCheck(
  current: Onboarding,
  now: number,
  table: Pick<Table, "get">,
): Promise<Decision> {
  if (current.status !== "ready") return unlessKnownRight(current, checkOnPage(current, now), "checked", now);
  const change = checkIncident(current, now);
  const watched = change === undefined ? undefined : await readWatched(table, current.identity);
  const due = watched?.queue === undefined ? [] : [watchedPut(watched, { dueAt: now })];
  return taken(current, change && { ...change, also: due }, "checked");
}

/** Handles "Keep it open". */
export function decideExtend(current: Onboarding, now: number): Decision {
  const change = extend(current, now);
  if (change !== undefined) return { change, done: "extended" };
  return { done: isAwaiting(current) ? "open-long" : "nothing-to-do" };
}

function unlessKnownRight(
  current: Onboarding,
  change: Change | undefined,
  done: Done,
  now: number,
): Decision {
  if (!isAwaiting(current) || !isKnownRight(current, now)) return taken(current, change, done);
  return { ...(change && { change }), done: "known-right" };
}

function taken(current: Onboarding, change: Change | undefined, done: Done): Decision {
  if (change !== undefined) return { change, done: current.status === "failed" ? "kept" : done };
  return { done: isCheckable(current) ? "asked-before" : "nothing-to-do" };
}
