import { describe, expect, it } from "vitest";
import { inactivityAfterCheck, restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { dueReminder, extend, isExtendable, nextReminderAt } from "#core/onboarding/changes/reminders";
import type { Onboarding } from "#core/onboarding/onboarding";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import type { CheckedRecord } from "#core/records/last-check";
import { seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf, recordsFor } from "../../../support/stages.ts";

const DAY = 86_400_000;
const RECORDS = recordsFor();
const MISSING = RECORDS.map((record) => seen(record));

/** A Monday, 09:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 23, 9);

function quiet(said: Partial<Onboarding> = {}, records: readonly CheckedRecord[] = MISSING): Onboarding {
  return issuedOf({
    createdAt: MONDAY,
    expiresAt: MONDAY + EXPIRY_MS,
    lastCheck: { at: MONDAY, queries: 1, records: [...records] },
    ...said,
  });
}

/** Checks every six hours, and lists what is sent on which day. */
function story(begin: Onboarding, days: number): string[] {
  const told: string[] = [];
  let current = begin;
  for (let now = MONDAY; now < MONDAY + days * DAY && now < current.expiresAt; now += DAY / 4) {
    const change = dueReminder(current, now);
    if (change?.event === undefined) continue;
    current = { ...current, ...change.set };
    told.push(`${change.event.type} ${(now - MONDAY) / DAY}`);
  }
  return told;
}

describe("time that goes by without anything", () => {
  it("is sent at 3, 7, 14 and 28 days, and the end is announced a week and a day before", () => {
    expect(story(quiet(), 50)).toEqual([
      "reminded 3",
      "reminded 7",
      "reminded 14",
      "reminded 28",
      "expiry_near 38",
      "expiry_near 44",
    ]);
  });

  it("is sent after other days where a deployer wants that, or never", () => {
    const told = (day: number, days: number[]) =>
      dueReminder(quiet(), MONDAY + day * DAY, days)?.event?.idempotencyKey;
    expect([told(4, [5, 10]), told(7, [5, 10])]).toEqual([undefined, `${MONDAY}/5`]);
    expect(told(30, [])).toBeUndefined();
    expect(dueReminder(quiet(), MONDAY + 38 * DAY, [])?.event?.type).toBe("expiry_near");
  });

  it("is sent once for all reminders that were missed", () => {
    expect(dueReminder(quiet(), MONDAY + 15 * DAY)?.event?.idempotencyKey).toBe(`${MONDAY}/14`);
  });

  it("waits for a weekday of the customer", () => {
    const sunday = MONDAY - DAY;
    const inactivity = { since: sunday - 3 * DAY };
    expect(dueReminder(quiet({ inactivity }), sunday)).toBeUndefined();
    expect(dueReminder(quiet({ inactivity }), MONDAY)?.event?.type).toBe("reminded");
    // 23:30 on Sunday in UTC is Monday in Tokyo.
    const late = sunday + 14.5 * 3_600_000;
    expect(dueReminder(quiet({ inactivity }), late)).toBeUndefined();
    expect(dueReminder(quiet({ inactivity, timeZone: "Asia/Tokyo" }), late)?.event?.type).toBe("reminded");
  });

  it.each<[string, CheckedRecord[]]>([
    ["only caches and SES are awaited", MISSING.map((one) => ({ ...one, state: "right" }))],
    ["name servers are silent", MISSING.map((one) => ({ ...one, state: "unknown" }))],
  ])("is no reason for a reminder while %s", (_, records) => {
    expect(dueReminder(quiet({}, records), MONDAY + 4 * DAY)).toBeUndefined();
  });

  it("is no reason for a reminder before the first check", () => {
    const { lastCheck: _, ...unchecked } = quiet();
    expect(dueReminder(unchecked, MONDAY + 4 * DAY)).toBeUndefined();
  });

  it("leads to no reminder once it is cancelled, verified or over", () => {
    const cancelled = quiet({ signals: { count: 1, seen: 1, cancelledAt: MONDAY } });
    for (const one of [cancelled, quiet({ status: "verified" }), quiet({ status: "expired" })])
      expect(dueReminder(one, MONDAY + 40 * DAY)).toBeUndefined();
  });
});

describe("the clock", () => {
  const later = MONDAY + 10 * DAY;
  const one = (state: CheckedRecord["state"]): CheckedRecord[] =>
    MISSING.map((record, at) => (at === 0 ? { ...record, state, rightAt: MONDAY } : record));

  it("starts again after any action, and gives the whole time again", () => {
    const after = { ...quiet(), ...restartInactivityClock(quiet(), later) };
    expect(after.expiresAt).toBe(later + EXPIRY_MS);
    expect(dueReminder(after, later + 2 * DAY)).toBeUndefined();
    expect(dueReminder(after, later + 4 * DAY)?.event?.idempotencyKey).toBe(`${later}/3`);
  });

  it("starts again when one more record is right for the first time", () => {
    expect(inactivityAfterCheck(quiet(), one("right"), later)).toEqual({
      inactivity: { since: later },
      expiresAt: later + EXPIRY_MS,
    });
  });

  it.each<[string, CheckedRecord["state"]]>([
    ["stays right", "right"],
    ["got no answer for a while", "unknown"],
    ["is right again: servers that answer differently would keep the onboarding open for ever", "wrong"],
  ])("goes on when a record %s", (_, state) => {
    const before = one(state);
    expect(inactivityAfterCheck(quiet({}, before), one("right"), later)).toEqual({});
  });

  it("pauses while all records are right, because nothing is needed from the customer", () => {
    const right = MISSING.map((record): CheckedRecord => ({ ...record, state: "right", rightAt: MONDAY }));
    expect(inactivityAfterCheck(quiet({}, right), right, later).expiresAt).toBe(later + EXPIRY_MS);
  });

  it("never shortens the time that was given", () => {
    const expiresAt = later + 2 * EXPIRY_MS;
    expect(restartInactivityClock(quiet({ expiresAt }), later).expiresAt).toBe(expiresAt);
  });
});

describe("more time", () => {
  const { expiresAt } = quiet();

  it("is given once the end was announced, 30 days for one click, however often it is pressed", () => {
    expect(isExtendable(quiet(), expiresAt - 8 * DAY)).toBe(false);
    expect(extend(quiet(), expiresAt - 8 * DAY)).toBeUndefined();
    const now = expiresAt - 2 * DAY;
    const change = extend(quiet(), now);
    expect(change?.set?.expiresAt).toBe(expiresAt + 30 * DAY);
    expect(extend({ ...quiet(), ...change?.set }, now)).toBeUndefined();
  });

  it("is announced again when it, too, is nearly over", () => {
    const extended = { ...quiet(), ...extend(quiet(), expiresAt - 2 * DAY)?.set };
    const told = story({ ...extended }, 90).filter((line) => line.startsWith("expiry_near"));
    expect(told).toEqual(["expiry_near 68", "expiry_near 74"]);
  });
});

describe("the next reminder or announcement", () => {
  it.each([
    ["before the first reminder", 3 * DAY - 1, 3 * DAY],
    ["at the first reminder", 3 * DAY, 7 * DAY],
    ["after the first reminder", 3 * DAY + 1, 7 * DAY],
    ["at the last reminder", 28 * DAY, 38 * DAY],
    ["at the first announcement", 38 * DAY, 44 * DAY],
    ["at the last announcement", 44 * DAY, Number.POSITIVE_INFINITY],
  ])("%s is the one after it", (_, now, next) => {
    expect(nextReminderAt(quiet(), MONDAY + now)).toBe(MONDAY + next);
  });

  it("counts from the last act", () => {
    const current = quiet({ inactivity: { since: MONDAY + DAY } });
    expect(nextReminderAt(current, MONDAY + 3 * DAY)).toBe(MONDAY + 4 * DAY);
    expect(nextReminderAt(current, MONDAY + 3 * DAY, [])).toBe(MONDAY + 38 * DAY);
  });
});
