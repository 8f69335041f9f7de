import { describe, expect, it } from "vitest";
import type { OnboardingEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { SES_GIVES_UP_AFTER_MS } from "#core/onboarding/schedule";
import { entriesOf, foundId, listedAt, listPartition, searchPartition } from "#core/search/entries";
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

/** Returns the times at which an onboarding stands in the list of a kind of trouble. */
function troubleAt(kind: string, said: Partial<Onboarding>, events: OnboardingEvent[] = []): number[] {
  return entriesOf(onboardingOf(said), { stages: [], events })
    .filter(({ pk }) => pk === listPartition("trouble", kind))
    .map(listedAt);
}

describe("an incident is listed by the time at which SES gives up", () => {
  const LATEST = BEGUN_AT + SES_GIVES_UP_AFTER_MS;

  it.each([
    ["the usual time where SES misses nothing yet", [], LATEST],
    ["SES's own time if that is earlier", [LATEST - 1], LATEST - 1],
    ["the earliest of SES's times", [LATEST - 1, LATEST - 2], LATEST - 2],
    ["the usual time if SES's is later", [LATEST + 1], LATEST],
  ])("%s", (_, times, at) => {
    const ses = times.map((givesUpAt) => ({ subject: "dkim" as const, givesUpAt }));
    expect(troubleAt("incident", { incident: { since: BEGUN_AT, records: [], ses } })).toEqual([at]);
  });
});

describe("notices that were given up", () => {
  const { onboardingId } = onboardingOf();
  const givenUp = (minutes: number, errorName: string): OnboardingEvent => ({
    ...{ onboardingId, version: minutes, type: "reminded", at: BEGUN_AT + minutes, by: "sendworthy" },
    ...{ notices: [], tries: 0, givenUp: [{ recipient: "customer", errorName }] },
  });

  it("are listed by the first of them, those of a help desk on their own", () => {
    const events = [
      givenUp(1, "HelpDeskAccessError"),
      givenUp(2, "MessageRejected"),
      givenUp(3, "MessageRejected"),
      givenUp(4, "HelpDeskRefusedError"),
    ];
    expect(troubleAt("notices", {}, events)).toEqual([BEGUN_AT + 2]);
    expect(troubleAt("desk", {}, events)).toEqual([BEGUN_AT + 1]);
  });

  it("are not listed where there are none", () => {
    expect([troubleAt("notices", {}), troubleAt("desk", {})]).toEqual([[], []]);
  });
});

it.each([
  [19, 19],
  [20, 20],
  [21, 20],
])("an onboarding with %i addresses is found by %i of them", (count, found) => {
  const addresses = Array.from({ length: count }, (_, number) => `a${number}@oxfordstones.example`);
  const [requester = "", ...fromAddresses] = addresses;
  const current = onboardingOf({ requester, fromAddresses });
  const entries = entriesOf(current, { stages: [], events: [] });
  const ofAddresses = entries.filter(({ pk }) => pk === searchPartition("address"));
  expect(ofAddresses.map(({ sk }) => sk)).toEqual(
    addresses.slice(0, found).map((address) => `${address}#${current.onboardingId}`),
  );
  expect(new Set(ofAddresses.map(foundId))).toEqual(new Set([current.onboardingId]));
});

it("is awaited by no party where nobody has to act", () => {
  expect(listsOf({ status: "ready" })).toEqual([]);
});
