import { expect, it } from "vitest";
import { findingCards } from "#core/instructions/finding-card";
import type { StoredFinding } from "#core/records/last-check";
import { findingOf } from "../../support/finding-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

function findingOn(code: string, records: StoredFinding["records"]): StoredFinding {
  const record = records[0] ?? null;
  return findingOf({ code, severity: "blocking", record, records, actor: "dns-administrator" });
}

it("shows a finding of several records once, with the numbers of all of them", () => {
  const taken = findingOn("MAIL_FROM_TAKEN", RECORDS.slice(3));
  const domain = findingOn("DNSSEC_BROKEN", []);
  const replaced = findingOn("RECORD_MISSING", [{ purpose: "dkim", name: "old.example", type: "CNAME" }]);
  const onboarding = onboardingOf({
    lastCheck: {
      at: BEGUN_AT,
      queries: 5,
      records: RECORDS.map((record) => seen(record, {})),
      findings: [domain, taken, replaced],
    },
  });
  expect(findingCards(onboarding)).toEqual([
    { id: "finding-1", finding: domain, cards: [] },
    { id: "finding-2", finding: taken, cards: [4, 5] },
  ]);
});
