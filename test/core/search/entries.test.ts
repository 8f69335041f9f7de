import { describe, expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { entriesOf, listPartition } from "#core/search/entries";
import { findingOf } from "../../support/finding-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const FINDING = findingOf({
  code: "record-missing",
  severity: "blocking",
  record: { purpose: "dkim", name: "oxfordstones.example", type: "CNAME" },
  records: [],
  actor: "dns-administrator",
});

const IN_TROUBLE: Partial<Onboarding> = {
  lastCheck: {
    at: BEGUN_AT,
    records: RECORDS.map((record) => seen(record)),
    queries: 0,
    findings: [FINDING],
  },
  incident: { since: BEGUN_AT, records: [], ses: [] },
};

/** Returns the lists by finding, trouble and awaited party that an onboarding is in. */
function listsOf(said: Partial<Onboarding>): string[] {
  return entriesOf(onboardingOf(said), { stages: [], events: [] })
    .map(({ pk }) => pk)
    .filter((pk) => /^list#(finding|trouble|awaits)#/.test(pk));
}

const FINDINGS = listPartition("finding", "record-missing");
const INCIDENTS = listPartition("trouble", "incident");

describe("the lists of an onboarding with a finding and an incident", () => {
  it.each<[Onboarding["status"], string[]]>([
    ["ready", [FINDINGS, listPartition("awaits", "customer"), INCIDENTS]],
    ["lost", [FINDINGS, listPartition("awaits", "customer"), INCIDENTS]],
    ["expired", []],
    ["cancelled", []],
  ])("if it is %s", (status, lists) => {
    expect(listsOf({ ...IN_TROUBLE, status }).sort()).toEqual(lists.sort());
  });
});

it("is awaited by no party where nobody has to act", () => {
  expect(listsOf({ status: "ready" })).toEqual([]);
});
