import { describe, expect, it } from "vitest";
import { cancel, check, confirm, confirmOnPage, hasUnseenSignal } from "#core/onboarding/changes/signals";
import { STATUSES } from "#core/onboarding/lifecycle";
import { CHECK_NOW_EVERY_MS, EXPIRY_MS, KNOWN_FOR_MS } from "#core/onboarding/schedule";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../../support/onboarding-fixture.ts";

const AWAITING = ["requested", "records_issued", "confirmed", "lost"];
const SIGNALS = Object.entries({ confirm, check, cancel });
const now = BEGUN_AT + 3_600_000;

/** An action restarts the inactivity clock. */
const RESTARTED_CLOCK = { inactivity: { since: now }, expiresAt: now + EXPIRY_MS };

describe.each(STATUSES)("while it is %s", (status) => {
  const current = onboardingOf({ status });
  const isAwaiting = AWAITING.includes(status);

  it.each(SIGNALS)(`${isAwaiting ? "takes" : "ignores"} %s`, (_, signal) => {
    const change = signal(current, now);
    expect(change?.set?.signals?.count).toBe(isAwaiting ? 1 : undefined);
  });

  it("goes to confirmed from records_issued alone", () => {
    expect(confirm(current, now)?.transition).toBe(status === "records_issued" ? "confirm" : undefined);
  });
});

it("takes a first confirmation, with its event and its time", () => {
  expect(confirm(onboardingOf(), now)).toEqual({
    set: { signals: { count: 1, seen: 0, confirmedAt: now }, ...RESTARTED_CLOCK },
    transition: "confirm",
    event: { type: "confirmed", at: now, by: "customer", idempotencyKey: String(now) },
  });
});

it("takes a second confirmation as a request for a check, and changes nothing else", () => {
  const confirmed = onboardingOf({
    status: "confirmed",
    signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT },
  });
  expect(confirm(confirmed, now)).toEqual({
    set: { signals: { count: 2, seen: 1, confirmedAt: BEGUN_AT, checkRequestedAt: now }, ...RESTARTED_CLOCK },
  });
});

it("accepts one request for a check in its time, from any source", () => {
  const asked = onboardingOf({ status: "confirmed", signals: { count: 1, seen: 1, checkRequestedAt: now } });
  expect(check(asked, now + CHECK_NOW_EVERY_MS - 1)).toBeUndefined();
  expect(confirm(asked, now + CHECK_NOW_EVERY_MS - 1)).toBeUndefined();
  expect(check(asked, now + CHECK_NOW_EVERY_MS)).toBeDefined();
});

it("takes a first confirmation even right after a request for a check", () => {
  const asked = onboardingOf({ signals: { count: 1, seen: 1, checkRequestedAt: now } });
  expect(confirm(asked, now + 1)?.transition).toBe("confirm");
});

it.each(SIGNALS)("lets a cancellation beat %s", (_, signal) => {
  const cancelled = onboardingOf({ signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } });
  expect(signal(cancelled, now)).toBeUndefined();
});

it("detects a signal that no check has seen", () => {
  expect(hasUnseenSignal(onboardingOf({ signals: { count: 2, seen: 1 } }))).toBe(true);
  expect(hasUnseenSignal(onboardingOf({ signals: { count: 2, seen: 2 } }))).toBe(false);
});

describe("while its execution is dead", () => {
  it.each(SIGNALS)("keeps %s until it continues", (_, signal) => {
    const dead = onboardingOf({ status: "failed", failedFrom: "records_issued" });
    expect(signal(dead, now)).toMatchObject({ set: { signals: { count: 1 } } });
    expect(signal(dead, now)?.transition).toBeUndefined();
  });

  it.each(SIGNALS)("ignores %s where it would continue after the records", (_, signal) => {
    expect(signal(onboardingOf({ status: "failed", failedFrom: "verified" }), now)).toBeUndefined();
  });
});

describe("a confirmation on the page", () => {
  const checkedAt = (at: number, state: "right" | "missing" = "right") => ({
    lastCheck: { at, queries: 1, records: RECORDS.map((record) => seen(record, { state })) },
  });
  const known = checkedAt(now - 1000);
  const confirmed = {
    status: "confirmed",
    signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT },
  } as const;

  it("requests no check where all records are known to be right", () => {
    const change = confirmOnPage(onboardingOf(known), now);
    expect(change?.set).toEqual({ signals: { count: 0, seen: 0, confirmedAt: now }, ...RESTARTED_CLOCK });
    expect(change?.transition).toBe("confirm");
  });

  it.each([
    ["no check was made", {}],
    ["a record is missing", checkedAt(now - 1000, "missing")],
    ["the last check is too long ago", checkedAt(now - KNOWN_FOR_MS)],
  ])("requests a check where %s", (_, said) => {
    expect(confirmOnPage(onboardingOf(said), now)).toEqual(confirm(onboardingOf(said), now));
    expect(confirmOnPage(onboardingOf(said), now)?.set?.signals?.count).toBe(1);
  });

  it("changes nothing for a second time while all records are known to be right", () => {
    expect(confirmOnPage(onboardingOf({ ...confirmed, ...known }), now)).toBeUndefined();
    expect(confirmOnPage(onboardingOf(confirmed), now)?.set?.signals?.count).toBe(2);
  });

  it("changes nothing where a check was requested a moment ago", () => {
    const signals = { ...confirmed.signals, checkRequestedAt: now - 1 };
    expect(confirmOnPage(onboardingOf({ ...confirmed, ...known, signals }), now)).toBeUndefined();
    expect(confirmOnPage(onboardingOf({ ...confirmed, signals }), now)).toBeUndefined();
  });

  it("is kept for a dead execution, even where all records are known to be right", () => {
    const dead = onboardingOf({ status: "failed", failedFrom: "records_issued", ...known });
    expect(confirmOnPage(dead, now)?.set?.signals).toEqual({ count: 1, seen: 0, checkRequestedAt: now });
  });
});
