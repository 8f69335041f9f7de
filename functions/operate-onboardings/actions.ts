import * as z from "zod";
import { emailAddress } from "#core/names/email-address";
import { utcDay } from "#core/names/utc-time";
import { redeliveryPuts } from "#core/notices/redeliver";
import { reject } from "#core/onboarding/changes/approve-request";
import { changeDnsContact } from "#core/onboarding/changes/change-dns-contact";
import { mute } from "#core/onboarding/changes/mute";
import { reissueLink } from "#core/onboarding/changes/reissue-setup-link";
import { extend } from "#core/onboarding/changes/reminders";
import { cancel, check, confirm, isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { IDENTITY_KEPT_MS } from "#core/onboarding/schedule";
import type { Change } from "#core/onboarding/store";
import { releaseDomain } from "#core/projects/release-domain";
import { textsIn } from "#core/words/texts";
import { type Action, action, changed, type Outcome, over, refused } from "./action.ts";
import { amendMailFrom } from "./amend-mail-from.ts";
import { approveOnboarding } from "./approve-onboarding.ts";
import { assignIdentity } from "./assign-identity.ts";

const { text } = textsIn("en");

const NOTHING = z.strictObject({});
const release = z.strictObject({
  /** Without this, nothing is changed, and the answer describes the effect. */
  yes: z.boolean().default(false),
});
const reissue = z.strictObject({
  /** The version of the link to invalidate, so that a repeated request replaces the link only once. */
  replaces: z.number("operators.fault.link-version").int(),
});

const contact = z.strictObject({
  address: emailAddress.nullable(),
});

/** The actions of operators, by the last part of the route. */
export const ACTIONS: Readonly<Record<string, Action>> = {
  confirm: action(NOTHING, (current, { now, by }) => taken(current, confirm(current, now, by))),
  check: action(NOTHING, (current, { now, by }) => taken(current, check(current, now, by))),
  cancel: action(NOTHING, async (current, { now, by }, { table }) => {
    const change = (await reject(current, now, by, table)) ?? cancel(current, now, by);
    if (change !== undefined) return { change, because: cancelWords(current, now) };
    const isCancelled = current.status === "cancelled" || current.signals.cancelledAt !== undefined;
    return isCancelled && current.status !== "ready"
      ? { unchanged: text("operators.action.cancelled-already") }
      : over(current);
  }),
  approve: approveOnboarding,
  assign: assignIdentity,
  amend: amendMailFrom,
  extend: action(NOTHING, (current, { now, by }) => {
    const change = extend(current, now, by);
    if (change !== undefined) return { change };
    return isAwaiting(current) ? { unchanged: text("operators.action.open-long-enough") } : over(current);
  }),
  "reissue-link": action(reissue, (current, { sent: { replaces }, now, by }) => {
    if (["cancelled", "expired"].includes(current.status)) return over(current);
    if (replaces < current.linkVersion) return { unchanged: text("operators.action.link-replaced-already") };
    if (replaces === current.linkVersion) return { change: reissueLink(current, now, by) };
    const expected = {
      key: "operators.fault.link-version-most",
      values: { version: current.linkVersion },
    } as const;
    return refused([{ field: "replaces", sent: replaces, expected }]);
  }),
  contact: action(contact, (current, { sent: { address }, now, by }) => {
    const change = changeDnsContact(current, { address: address ?? undefined }, { now, by });
    if (change === "unchanged") return { unchanged: text("operators.action.contact-already") };
    return typeof change === "string" ? over(current) : { change };
  }),
  release: action(release, async (current, { sent: { yes }, now, by }, deps) => {
    const released = await releaseDomain(current, { now, by }, deps);
    if (released === "released") return { unchanged: text("operators.action.released-already") };
    if (released === "nothing-made") return { unchanged: text("operators.action.nothing-made") };
    if (released === "under-way") return over(current);
    if ("needed" in released)
      return {
        problem: {
          status: 409,
          title: text("operators.action.domain-needed"),
          detail: released.needed.join(", "),
        },
      };
    return yes
      ? released
      : { unchanged: releaseWords(current, released.projects, now), confirm: { yes: true } };
  }),
  mute: action(NOTHING, (current, { now, by }) =>
    changed(mute(current, true, now, by), text("operators.action.muted-already")),
  ),
  unmute: action(NOTHING, (current, { now, by }) =>
    changed(mute(current, false, now, by), text("operators.action.not-muted")),
  ),
  redeliver: action(NOTHING, async ({ onboardingId }, { now, by }, { table, trail }) => {
    const also = await redeliveryPuts(table, await trail.last(onboardingId, "event#"), now);
    if (also.length === 0) return { unchanged: text("operators.action.nothing-given-up") };
    return {
      change: { event: { type: "redelivery_asked", at: now, by, idempotencyKey: String(now) }, also },
    };
  }),
};

/** Describes the effect of a cancellation. An identity that was never created needs no deletion. */
function cancelWords({ dkim, identity }: Onboarding, now: number): string {
  return dkim === undefined
    ? text("operators.action.cancel-effect")
    : text("operators.action.cancel-effect-identity", {
        domain: identity,
        day: utcDay(now + IDENTITY_KEPT_MS),
      });
}

function releaseWords({ identity }: Onboarding, projects: readonly string[], now: number): string {
  return text("operators.action.release-plan", {
    projects: projects.length === 0 ? "none" : "other",
    names: projects,
    domain: identity,
    day: utcDay(now + IDENTITY_KEPT_MS),
  });
}

function taken(current: Onboarding, change: Change | undefined): Outcome {
  if (change !== undefined) return { change };
  return isAwaiting(current) ? { unchanged: text("operators.action.checked-just-now") } : over(current);
}
