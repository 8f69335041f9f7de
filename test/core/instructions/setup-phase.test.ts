import { describe, expect, it } from "vitest";
import { setupPhase } from "#core/instructions/setup-phase";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const right = { state: "right", propagation: "everywhere" } as const;

function lookAt(states: readonly Partial<CheckedRecord>[]): Partial<Onboarding> {
  const records = RECORDS.map((record, index) => seen(record, states[index] ?? right));
  return { lastCheck: { at: BEGUN_AT, queries: 5, records } };
}

describe("the phase that the page shows", () => {
  const confirmed = { signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT } };
  it.each<[string, Partial<Onboarding>]>([
    ["preparing", { status: "requested", records: [] }],
    ["held", { status: "held", records: [], held: { for: "requester", since: BEGUN_AT } }],
    ["add", {}],
    ["add", lookAt(RECORDS.map(() => ({})))],
    ["checking", { status: "confirmed", signals: { count: 1, seen: 0, confirmedAt: BEGUN_AT } }],
    ["add", { signals: { count: 1, seen: 0 } }],
    ["partly", { status: "confirmed", ...confirmed, ...lookAt(RECORDS.map(() => ({}))) }],
    ["partly", lookAt([{}])],
    ["correct", lookAt([{}, { state: "wrong" }, { state: "unknown" }])],
    ["correct", lookAt([{ state: "conflicting" }])],
    ["unsure", lookAt([{ state: "unknown" }])],
    ["spreading", lookAt([{ ...right, propagation: "cached-elsewhere" }])],
    ["confirming", lookAt([])],
    ["finishing", { status: "verified", ...lookAt([]) }],
    ["finishing", { status: "configured", ...lookAt([]) }],
    ["ready", { status: "ready", ...lookAt([]) }],
    ["missed", { status: "ready", incident: { since: BEGUN_AT, ses: [], records: [] } }],
    ["ready", { status: "ready", incident: { since: BEGUN_AT, ses: [], records: [], overAt: BEGUN_AT } }],
    ["failed", { status: "failed" }],
    ["ended", { signals: { count: 1, seen: 0, cancelledAt: BEGUN_AT } }],
  ])("is %s", (phase, said) => {
    expect(setupPhase(onboardingOf(said))).toBe(phase);
  });
});
