import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { waitingOn } from "#core/onboarding/waiting-on";
import type { CheckedRecord } from "#core/records/last-check";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const LATER = BEGUN_AT + 3_600_000;

function look(
  said: Partial<CheckedRecord>,
  more: Partial<NonNullable<Onboarding["lastCheck"]>> = {},
): Onboarding["lastCheck"] {
  return { at: LATER, records: RECORDS.map((record) => seen(record, said)), queries: 20, ...more };
}

const right = { state: "right", propagation: "everywhere" } as const;

it.each<[string, Partial<Onboarding>, ReturnType<typeof waitingOn>]>([
  ["an operator while it is held", { status: "held" }, { party: "operator", since: BEGUN_AT }],
  [
    "SES's slot while its identity is not made",
    { status: "requested", ses: { reads: 0, slotAt: LATER } },
    { party: "ses", since: BEGUN_AT, until: LATER },
  ],
  ["SES while it has no slot", { status: "requested" }, { party: "ses", since: BEGUN_AT }],
  ["the customer before the first look", {}, { party: "customer", since: BEGUN_AT }],
  [
    "the customer since they last did something",
    { lastCheck: look({ state: "missing" }), inactivity: { since: LATER } },
    { party: "customer", since: LATER },
  ],
  [
    "the DNS while name servers are silent",
    { lastCheck: look({ state: "unknown" }) },
    { party: "dns", since: LATER },
  ],
  [
    "the DNS while resolvers hold the old answer, until they forget it",
    {
      lastCheck: look(
        { state: "right", propagation: "cached-elsewhere", cachedUntil: LATER + 60 },
        { rightSince: LATER - 5 },
      ),
    },
    { party: "dns", since: LATER - 5, until: LATER + 60 },
  ],
  [
    "SES once all is right everywhere",
    { lastCheck: look(right, { rightSince: LATER - 5 }) },
    { party: "ses", since: LATER - 5 },
  ],
  [
    "an operator since it failed",
    { status: "failed", failedFrom: "confirmed", failedAt: LATER },
    { party: "operator", since: LATER },
  ],
  [
    "an operator when DKIM can't be started again",
    {
      lastCheck: look(right),
      ses: {
        reads: 3,
        readAt: LATER,
        dkimRightSince: BEGUN_AT,
        status: { verification: "PENDING", dkim: "FAILED" },
        restart: {
          at: LATER,
          rightSince: BEGUN_AT,
          way: "verify-domain",
          outcome: "refused",
          tokensBefore: [],
          tokensAfter: [],
        },
      },
    },
    { party: "operator", since: LATER },
  ],
  [
    "nobody once it is cancelled",
    { signals: { count: 1, seen: 0, cancelledAt: LATER } },
    { party: "nobody" },
  ],
  ["nobody while it is being configured", { status: "verified" }, { party: "nobody" }],
  ["nobody once it is ready", { status: "ready" }, { party: "nobody" }],
  [
    "the customer when SES misses records of a ready domain",
    { status: "ready", incident: { since: LATER, ses: [], records: [] } },
    { party: "customer", since: LATER },
  ],
  ["nobody once it is over", { status: "expired" }, { party: "nobody" }],
])("waits for %s", (_, said, expected) => {
  expect(waitingOn(onboardingOf(said))).toStrictEqual(expected);
});

it("does not wait for MAIL FROM records that nothing relies on", () => {
  const records = RECORDS.map((record) => seen(record, record.purpose === "dkim" ? right : {}));
  const current = onboardingOf({ lastCheck: { at: LATER, records, queries: 20 } });
  expect(waitingOn(current).party).toBe("customer");
  expect(waitingOn({ ...current, withoutMailFrom: { at: LATER, by: "x" } }).party).toBe("ses");
});
