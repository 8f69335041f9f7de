import { describe, expect, it } from "vitest";
import { changeDnsContact } from "#core/onboarding/changes/change-dns-contact";
import { endHandOff, handOff, openHandOffs } from "#core/onboarding/changes/hand-off";
import type { Onboarding } from "#core/onboarding/onboarding";
import { HAND_OFF_MS } from "#core/onboarding/schedule";
import { type Change, changePuts } from "#core/onboarding/store";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const HOUR_MS = 3_600_000;
const AGENCY = "dns@agency.example";
const by = "customer";

function applied(current: Onboarding, change: Change | string): Onboarding {
  if (typeof change === "string") throw new Error(change);
  return changePuts(current, change).next;
}

/** Returns the recipients of a change's event. */
function readersOf(current: Onboarding, change: Change | string): readonly unknown[] {
  if (typeof change === "string") throw new Error(change);
  const [, event] = changePuts(current, change).puts;
  const notices = event?.item["notices"];
  return Array.isArray(notices) ? notices.map(({ recipient }) => recipient) : [];
}

const changed = (current: Onboarding, address: string | undefined, now = BEGUN_AT, who = by) =>
  changeDnsContact(current, { address }, { now, by: who });

describe("another DNS contact", () => {
  it("is notified; no link is replaced if there was none before", () => {
    const current = onboardingOf();
    const change = changed(current, AGENCY);
    expect(applied(current, change)).toMatchObject({ dnsContact: AGENCY, linkVersion: current.linkVersion });
    expect(readersOf(current, change)).toEqual(["customer", "dns-contact", "ticket"]);
  });

  it("replaces the link of the former one, who is notified in their language", () => {
    const current = onboardingOf({ dnsContact: AGENCY, dnsContactLanguage: "fr" });
    const change = changed(current, "it@oxfordstones.example");
    const next = applied(current, change);
    expect(next).toMatchObject({
      dnsContact: "it@oxfordstones.example",
      linkVersion: current.linkVersion + 1,
      formerContacts: [{ address: AGENCY, language: "fr", replacedAt: BEGUN_AT }],
    });
    expect(next.dnsContactLanguage).toBeUndefined();
    expect(readersOf(current, change)).toEqual(["customer", "dns-contact", "former-contact", "ticket"]);
  });

  it("may be removed, also by naming the requester", () => {
    const current = onboardingOf({ dnsContact: AGENCY });
    expect(applied(current, changed(current, undefined)).dnsContact).toBeUndefined();
    expect(applied(current, changed(current, current.requester)).dnsContact).toBeUndefined();
    expect(changed(onboardingOf(), onboardingOf().requester)).toBe("unchanged");
  });

  it("is set by customers three times in 24 hours, and by operators whenever they want", () => {
    let current = onboardingOf();
    for (const name of ["a", "b", "c"]) current = applied(current, changed(current, `${name}@x.example`));
    expect(changed(current, AGENCY, BEGUN_AT + 23 * HOUR_MS)).toBe("too-often");
    expect(changed(current, AGENCY, BEGUN_AT, "operator:arn")).toHaveProperty("event");
    expect(changed(current, AGENCY, BEGUN_AT + 25 * HOUR_MS)).toHaveProperty("event");
  });

  it("comes too late once the onboarding has ended", () => {
    expect(changed(onboardingOf({ status: "cancelled" }), AGENCY)).toBe("over");
  });
});

describe("a hand-off", () => {
  const sent = (current: Onboarding, now = BEGUN_AT) => handOff(current, { address: AGENCY }, { now, by });

  it("is one mail to one address only", () => {
    const current = onboardingOf();
    expect(readersOf(current, sent(current))).toEqual(["hand-off"]);
  });

  it("works for two weeks, until it is ended or the set-up link is replaced", () => {
    const current = onboardingOf();
    const next = applied(current, sent(current));
    expect(openHandOffs(next, BEGUN_AT + HAND_OFF_MS - 1)).toHaveLength(1);
    expect(openHandOffs(next, BEGUN_AT + HAND_OFF_MS)).toEqual([]);
    expect(openHandOffs({ ...next, linkVersion: next.linkVersion + 1 }, BEGUN_AT)).toEqual([]);
    const end = endHandOff(next, BEGUN_AT, BEGUN_AT + HOUR_MS, by);
    if (end === undefined) throw new Error("It did not end");
    const ended = applied(next, end);
    expect(openHandOffs(ended, BEGUN_AT + HOUR_MS)).toEqual([]);
    expect(endHandOff(ended, BEGUN_AT, BEGUN_AT + HOUR_MS, by)).toBeUndefined();
  });

  it("is sent three times in 24 hours", () => {
    let current = onboardingOf();
    for (const at of [0, 1, 2]) current = applied(current, sent(current, BEGUN_AT + at));
    expect(sent(current, BEGUN_AT + 23 * HOUR_MS)).toBe("too-often");
    expect(sent(current, BEGUN_AT + 25 * HOUR_MS)).toHaveProperty("event");
  });

  it("needs records that are still to be published", () => {
    expect(sent(onboardingOf({ records: [] }))).toBe("over");
    expect(sent(onboardingOf({ status: "ready" }))).toBe("over");
  });
});

describe("one hand-off of several", () => {
  it("ends alone; the others stay as they were", () => {
    const [first, second] = [BEGUN_AT, BEGUN_AT + 1].map((at) => ({
      ...{ address: AGENCY, at, until: BEGUN_AT + HAND_OFF_MS, linkVersion: 1 },
    }));
    const current = onboardingOf({ handOffs: [first, second].flatMap((one) => one ?? []) });
    expect(endHandOff(current, BEGUN_AT, BEGUN_AT + HOUR_MS, by)).toEqual({
      set: { handOffs: [{ ...first, endedAt: BEGUN_AT + HOUR_MS }, second] },
      event: { type: "hand_off_ended", at: BEGUN_AT + HOUR_MS, by, idempotencyKey: String(BEGUN_AT) },
    });
    expect(endHandOff(current, BEGUN_AT + 2, BEGUN_AT + HOUR_MS, by)).toBeUndefined();
    expect(endHandOff(onboardingOf(), BEGUN_AT, BEGUN_AT, by)).toBeUndefined();
  });
});
