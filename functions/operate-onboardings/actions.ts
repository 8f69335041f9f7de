import * as z from "zod";
import { utcDay } from "#core/names/utc-time";
import { redeliveryPuts } from "#core/notices/redeliver";
import { reject } from "#core/onboarding/changes/approve-request";
import { reissueLink } from "#core/onboarding/changes/reissue-setup-link";
import { extend } from "#core/onboarding/changes/reminders";
import { cancel, check, confirm, isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { IDENTITY_KEPT_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";
import { releaseDomain } from "#core/projects/give-back-domain";
import { mute } from "#core/tickets/comments/mute";
import { type Action, action, changed, type Outcome, over, refused } from "./action.ts";
import { amendMailFrom } from "./amend-mail-from.ts";
import { approveOnboarding } from "./approve-onboarding.ts";

const NOTHING = z.strictObject({});
const release = z.strictObject({
  /** Without it nothing is done; the answer says what would be. */
  yes: z.boolean("true or false").default(false),
});
const reissue = z.strictObject({
  /** The version of the link that stops working: a repeated request replaces it once. */
  replaces: z.number("the onboarding's linkVersion").int(),
});

/** The actions of operators, by the last part of the route. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  confirm: action(NOTHING, (current, { now, by }) => taken(current, confirm(current, now, by))),
  check: action(NOTHING, (current, { now, by }) => taken(current, check(current, now, by))),
  cancel: action(NOTHING, async (current, { now, by }, { table }) => {
    const change = (await reject(current, now, by, table)) ?? cancel(current, now, by);
    if (change !== undefined) return { change };
    const isCancelled = current.status === "cancelled" || current.signals.cancelledAt !== undefined;
    return isCancelled && current.status !== "ready"
      ? { unchanged: "It is cancelled already" }
      : over(current);
  }),
  approve: approveOnboarding,
  amend: amendMailFrom,
  extend: action(NOTHING, (current, { now, by }) => {
    const change = extend(current, now, by);
    if (change !== undefined) return { change };
    return isAwaiting(current) ? { unchanged: "It stays open for more than a week" } : over(current);
  }),
  "reissue-link": action(reissue, (current, { sent: { replaces }, now, by }) => {
    if (["cancelled", "expired"].includes(current.status)) return over(current);
    if (replaces < current.linkVersion) return { unchanged: "That link was replaced already" };
    if (replaces === current.linkVersion) return { change: reissueLink(current, now, by) };
    const expected = `at most ${current.linkVersion}`;
    return refused([{ field: "replaces", sent: replaces, expected }]);
  }),
  release: action(release, async (current, { sent: { yes }, now, by }, deps) => {
    const released = await releaseDomain(current, { now, by }, deps);
    if (released === "released") return { unchanged: "It was given back already" };
    if (released === "nothing-made") return { unchanged: "Nothing was made for it in SES" };
    if (released === "under-way") return over(current);
    if ("needed" in released)
      return { problem: { status: 409, title: "This domain is needed", detail: released.needed.join(", ") } };
    return yes
      ? released
      : { unchanged: releaseWords(current, released.projects, now), confirm: { yes: true } };
  }),
  mute: action(NOTHING, (current, { now, by }) =>
    changed(mute(current, true, now, by), "A person has taken it over already"),
  ),
  unmute: action(NOTHING, (current, { now, by }) =>
    changed(mute(current, false, now, by), "It is not muted"),
  ),
  redeliver: action(NOTHING, async ({ onboardingId }, { now, by }, { table, trail }) => {
    const also = await redeliveryPuts(table, await trail.last(onboardingId, "event#"), now);
    if (also.length === 0) return { unchanged: "Nothing of it was given up" };
    return {
      change: { event: { type: "redelivery_asked", at: now, by, idempotencyKey: String(now) }, also },
    };
  }),
};

function releaseWords({ identity }: Onboarding, projects: readonly string[], now: number): string {
  const from = projects.length === 0 ? "no project has it" : `it is taken from ${projects.join(", ")}`;
  return `Nothing was done yet. With a yes ${from}, it is watched no more, its names are free for anyone who proves control, and ${identity} is deleted in SES from ${utcDay(now + IDENTITY_KEPT_MS)} on`;
}

function taken(current: Onboarding, change: Change | undefined): Outcome {
  if (change !== undefined) return { change };
  return isAwaiting(current)
    ? { unchanged: "A check was asked for within the last 30 seconds" }
    : over(current);
}
