import { describe, expect, it } from "vitest";
import { freshPatience, patienceAfter } from "#core/onboarding/changes/inactivity-clock";
import { extend, isExtendable, nudge } from "#core/onboarding/changes/reminders";
import type { Onboarding } from "#core/onboarding/onboarding";
import { EXPIRY_MS } from "#core/onboarding/schedule";
import type { SeenRecord } from "#core/records/last-check";
import { seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf, recordsFor } from "../../../support/stages.ts";

const DAY = 86_400_000;
const RECORDS = recordsFor();
const MISSING = RECORDS.map((record) => seen(record));

/** A Monday, 09:00 UTC. */
const MONDAY = Date.UTC(2026, 10, 23, 9);

function quiet(said: Partial<Onboarding> = {}, records: readonly SeenRecord[] = MISSING): Onboarding {
  return issuedOf({
    createdAt: MONDAY,
    lapsesAt: MONDAY + EXPIRY_MS,
    look: { at: MONDAY, queries: 1, records: [...records] },
    ...said,
  });
}

/** Looks every six hours, and lists on which day what is said. */
function story(begin: Onboarding, days: number): string[] {
  const told: string[] = [];
  let current = begin;
  for (let now = MONDAY; now < MONDAY + days * DAY && now < current.lapsesAt; now += DAY / 4) {
    const change = nudge(current, now);
    if (change?.event === undefined) continue;
    current = { ...current, ...change.set };
    told.push(`${change.event.type} ${(now - MONDAY) / DAY}`);
  }
  return told;
}

describe("time that goes by without anything", () => {
  it("is told at 3, 7, 14 and 28 days, and the end a week and a day before", () => {
    expect(story(quiet(), 50)).toEqual([
      "reminded 3",
      "reminded 7",
      "reminded 14",
      "reminded 28",
      "expiry_near 38",
      "expiry_near 44",
    ]);
  });

  it("is told after other days where a deployer wants that, or never", () => {
    const told = (day: number, days: number[]) => nudge(quiet(), MONDAY + day * DAY, days)?.event?.occasion;
    expect([told(4, [5, 10]), told(7, [5, 10])]).toEqual([undefined, `${MONDAY}/5`]);
    expect(told(30, [])).toBeUndefined();
    expect(nudge(quiet(), MONDAY + 38 * DAY, [])?.event?.type).toBe("expiry_near");
  });

  it("is told once for all reminders that were missed", () => {
    expect(nudge(quiet(), MONDAY + 15 * DAY)?.event?.occasion).toBe(`${MONDAY}/14`);
  });

  it("waits for a weekday of the customer", () => {
    const sunday = MONDAY - DAY;
    const patience = { since: sunday - 3 * DAY };
    expect(nudge(quiet({ patience }), sunday)).toBeUndefined();
    expect(nudge(quiet({ patience }), MONDAY)?.event?.type).toBe("reminded");
    // 23:30 on Sunday in UTC is Monday in Tokyo
    const late = sunday + 14.5 * 3_600_000;
    expect(nudge(quiet({ patience }), late)).toBeUndefined();
    expect(nudge(quiet({ patience, timeZone: "Asia/Tokyo" }), late)?.event?.type).toBe("reminded");
  });

  it.each<[string, SeenRecord[]]>([
    ["only caches and SES are awaited", MISSING.map((one) => ({ ...one, state: "right" }))],
    ["name servers are silent", MISSING.map((one) => ({ ...one, state: "unknown" }))],
  ])("is no reason for a reminder while %s", (_, records) => {
    expect(nudge(quiet({}, records), MONDAY + 4 * DAY)).toBeUndefined();
  });

  it("is no reason for anything once it is called off, verified or over", () => {
    const cancelled = quiet({ signals: { count: 1, seen: 1, cancelledAt: MONDAY } });
    for (const one of [cancelled, quiet({ status: "verified" }), quiet({ status: "expired" })])
      expect(nudge(one, MONDAY + 40 * DAY)).toBeUndefined();
  });
});

describe("the clock", () => {
  const later = MONDAY + 10 * DAY;

  it("begins anew by any act, and gives the whole time again", () => {
    const after = { ...quiet(), ...freshPatience(quiet(), later) };
    expect(after.lapsesAt).toBe(later + EXPIRY_MS);
    expect(nudge(after, later + 2 * DAY)).toBeUndefined();
    expect(nudge(after, later + 4 * DAY)?.event?.occasion).toBe(`${later}/3`);
  });

  it("begins anew when one more record is right, not when it stays right or is silent for a while", () => {
    const one = (state: SeenRecord["state"]): SeenRecord[] =>
      MISSING.map((record, at) => (at === 0 ? { ...record, state, rightAt: MONDAY } : record));
    expect(patienceAfter(quiet(), one("right"), later)).toEqual({
      patience: { since: later },
      lapsesAt: later + EXPIRY_MS,
    });
    for (const state of ["right", "unknown"] as const)
      expect(patienceAfter(quiet({}, one(state)), one("right"), later)).toEqual({});
  });

  it("rests while all records are right: then nobody awaits the customer", () => {
    const right = MISSING.map((record): SeenRecord => ({ ...record, state: "right", rightAt: MONDAY }));
    expect(patienceAfter(quiet({}, right), right, later).lapsesAt).toBe(later + EXPIRY_MS);
  });

  it("never takes time away that was given", () => {
    const lapsesAt = later + 2 * EXPIRY_MS;
    expect(freshPatience(quiet({ lapsesAt }), later).lapsesAt).toBe(lapsesAt);
  });
});

describe("more time", () => {
  const { lapsesAt } = quiet();

  it("is given once the end was announced, 30 days for one click, however often it is pressed", () => {
    expect(isExtendable(quiet(), lapsesAt - 8 * DAY)).toBe(false);
    expect(extend(quiet(), lapsesAt - 8 * DAY)).toBeUndefined();
    const now = lapsesAt - 2 * DAY;
    const change = extend(quiet(), now);
    expect(change?.set?.lapsesAt).toBe(lapsesAt + 30 * DAY);
    expect(extend({ ...quiet(), ...change?.set }, now)).toBeUndefined();
  });

  it("is announced anew when it, too, is nearly over", () => {
    const extended = { ...quiet(), ...extend(quiet(), lapsesAt - 2 * DAY)?.set };
    const told = story({ ...extended }, 90).filter((line) => line.startsWith("expiry_near"));
    expect(told).toEqual(["expiry_near 68", "expiry_near 74"]);
  });
});
