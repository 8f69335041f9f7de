import { describe, expect, it } from "vitest";
import { lossOf } from "#core/instructions/loss";
import { setupPhase } from "#core/instructions/setup-phase";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const HOUR = 3_600_000;
const RIGHT = { state: "right", propagation: "everywhere" } as const;
const [first] = RECORDS;
if (first === undefined) throw new Error("There are five records");

const INCIDENT = {
  since: BEGUN_AT,
  ses: [
    { subject: "mail-from", givesUpAt: BEGUN_AT + 72 * HOUR },
    { subject: "dkim", givesUpAt: BEGUN_AT + 70 * HOUR },
  ],
  records: [{ name: first.name, type: first.type }],
} satisfies Onboarding["incident"];

function checked(at: number, ...states: Partial<CheckedRecord>[]): Partial<Onboarding> {
  const records = RECORDS.map((record, index) => seen(record, states[index] ?? RIGHT));
  return { lastCheck: { at, queries: 5, records } };
}

function lost(said: Partial<Onboarding> = {}): Onboarding {
  return onboardingOf({ status: "ready", incident: INCIDENT, ...said });
}

describe("what is known of a loss", () => {
  it("is undefined for a domain that works", () => {
    expect(lossOf(onboardingOf({ status: "ready" }))).toBeUndefined();
    expect(lossOf(lost({ incident: { ...INCIDENT, overAt: BEGUN_AT } }))).toBeUndefined();
  });

  it("names the deadline that comes first", () => {
    expect(lossOf(lost())?.deadlines).toEqual([
      { part: "dkim", at: BEGUN_AT + 70 * HOUR },
      { part: "mail-from", at: BEGUN_AT + 72 * HOUR },
    ]);
  });

  it("names no deadline of what Amazon has stopped", () => {
    const loss = lossOf(lost({ incident: { ...INCIDENT, gaveUp: ["dkim"] } }));
    expect(loss).toMatchObject({ stopped: ["dkim"], deadlines: [{ part: "mail-from" }] });
  });

  it("names the missed records before a check, and no figure", () => {
    const loss = lossOf(lost(checked(BEGUN_AT - HOUR)));
    expect(loss).toMatchObject({ checkedAt: undefined, right: undefined, isAllRight: false });
    expect(loss?.wrong.map(({ record }) => record.name)).toEqual([first.name]);
  });

  it("names the records that a check since then did not find right, and no right one", () => {
    const loss = lossOf(lost(checked(BEGUN_AT, RIGHT, { state: "wrong" }, { state: "unknown" })));
    expect(loss?.wrong.map(({ number }) => number)).toEqual([2]);
    expect(loss).toMatchObject({ checkedAt: BEGUN_AT, right: 3, total: 5, isAllRight: false });
  });

  it("counts only what sending needs", () => {
    const states = [RIGHT, RIGHT, RIGHT, { state: "missing" }, { state: "missing" }] as const;
    const withoutMailFrom = { at: BEGUN_AT, by: "operator" };
    expect(lossOf(lost({ withoutMailFrom, ...checked(BEGUN_AT, ...states) }))?.isAllRight).toBe(true);
  });
});

describe("the phase after a loss", () => {
  const asked = { count: 0, seen: 0, checkRequestedAt: BEGUN_AT + HOUR };
  it.each<[string, Partial<Onboarding>]>([
    ["missed", {}],
    ["missed", checked(BEGUN_AT, { state: "missing" })],
    ["found", checked(BEGUN_AT)],
    ["checking", { ...checked(BEGUN_AT), signals: asked }],
    ["found", { ...checked(BEGUN_AT + HOUR), signals: asked }],
    ["lost", { status: "lost" }],
    ["lost", { status: "lost", ...checked(BEGUN_AT, { state: "wrong" }, { state: "unknown" }) }],
    ["unsure", { status: "lost", ...checked(BEGUN_AT, { state: "unknown" }) }],
    ["confirming", { status: "lost", ...checked(BEGUN_AT) }],
  ])("is %s", (phase, said) => {
    expect(setupPhase(lost(said))).toBe(phase);
  });
});
