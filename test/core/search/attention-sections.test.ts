import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SECTIONS } from "#core/search/attention-sections";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

/** Returns whether a section means an onboarding. */
function isIn(kind: string, said: Partial<Onboarding>): boolean | undefined {
  const current = onboardingOf(said);
  return SECTIONS.find((one) => one.kind === kind)?.isMeant({ current, events: [], isSucceeded: false });
}

const BY_HAND = {
  reads: 1,
  status: { verification: "SUCCESS", dkim: "SUCCESS", signingOff: "made-by-hand" },
} as const;

const UNKNOWN = RECORDS.map((record) => seen(record, { state: "unknown" }));

describe("the section of decisions", () => {
  it.each<[string, Partial<Onboarding>, boolean]>([
    ["has one whose signing was switched off by hand", { ses: BY_HAND }, true],
    ["has none that waits for the customer", {}, false],
    ["has none that waits for SES", { status: "requested" }, false],
    ["has none that waits for nobody", { status: "ready" }, false],
    ["has none that is held, which has a section of its own", { status: "held" }, false],
    ["has none that failed, which has a section of its own", { status: "failed" }, false],
  ])("%s", (_name, said, expected) => {
    expect(isIn("decision", said)).toBe(expected);
  });
});

describe.each(["week", "day"])("the sections of those stuck for a %s", (length) => {
  it.each<[string, Partial<Onboarding>, readonly string[]]>([
    ["the customer", {}, ["customer"]],
    ["SES", { status: "requested" }, ["ses"]],
    ["DNS", { lastCheck: { at: BEGUN_AT, records: UNKNOWN, queries: 0 } }, ["dns"]],
    ["an operator", { status: "held" }, []],
    ["nobody", { status: "ready" }, []],
  ])("have one that waits for %s only under that party", (_name, said, parties) => {
    const found = ["ses", "dns", "customer"].filter((party) => isIn(`stuck-${party}-${length}`, said));
    expect(found).toEqual(parties);
  });
});
