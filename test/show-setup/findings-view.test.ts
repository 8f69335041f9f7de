import { describe, expect, it } from "vitest";
import { recordCards } from "#core/instructions/record-card";
import type { StoredFinding } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { findingsView } from "../../functions/show-setup/findings-view.ts";
import { recordViews } from "../../functions/show-setup/record-view.ts";
import { findingOf } from "../support/finding-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../support/onboarding-fixture.ts";

const TEXTS = textsIn("en");

type Concerned = StoredFinding["records"];

function findingAbout(
  code: string,
  severity: StoredFinding["severity"],
  records: Concerned = [],
): StoredFinding {
  return findingOf({ code, severity, record: records[0] ?? null, records, actor: "dns-administrator" });
}

/** Returns the cards of the records after a check with these findings. */
function cardsWith(...findings: StoredFinding[]) {
  const records = RECORDS.map((record) => seen(record));
  return recordCards(onboardingOf({ lastCheck: { at: BEGUN_AT, queries: 5, records, findings } }));
}

const viewOf = (...findings: StoredFinding[]) => findingsView(findings, cardsWith(...findings), TEXTS);

/** The finding of these tests as the page shows it. */
const SHOWN = {
  tone: "bad",
  cause: "We cannot see this record yet.",
  before: [],
  steps: [],
  notes: [],
  seen: [],
  expected: [],
  expectedLabel: TEXTS.text("page.finding.expected"),
};
const NOTHING = { urgent: [], shared: [], advice: [], evidence: [] };

describe("the findings of a check on the page", () => {
  it("are in one part each: urgent ones, those of the domain or of several records, and advice", () => {
    const urgent = findingAbout("FEEDBACK_MX_AT_DOMAIN", "urgent");
    const ofDomain = findingAbout("DNSSEC_BROKEN", "blocking");
    const ofRecords = findingAbout("MAIL_FROM_TAKEN", "warning", RECORDS.slice(3));
    const advice = findingAbout("DMARC_MISSING", "advice");
    expect(viewOf(urgent, ofDomain, ofRecords, advice)).toEqual({
      urgent: [SHOWN],
      shared: [
        { ...SHOWN, about: undefined },
        { ...SHOWN, tone: "warn", about: "This concerns the records 4 and 5." },
      ],
      advice: [{ ...SHOWN, tone: "info", expectedLabel: TEXTS.text("page.finding.advised") }],
      evidence: [],
    });
  });

  it("leave out what is shown at its record", () => {
    expect(viewOf(findingAbout("VALUE_WRONG", "blocking", RECORDS.slice(0, 1)))).toEqual(NOTHING);
  });

  it.each([
    ["of one record", RECORDS.slice(0, 1)],
    ["of several records", RECORDS.slice(0, 3)],
    ["of a record that is required no more", [{ purpose: "dkim", name: "old.example", type: "CNAME" }]],
  ])("leave out that a record %s is missing", (_, records) => {
    const missing = findingAbout("RECORD_MISSING", "blocking", records);
    expect(viewOf(missing)).toEqual(NOTHING);
    const views = recordViews(cardsWith(missing), new Set(), TEXTS);
    expect(views.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it("have at its record what else is wrong with it", () => {
    const wrong = findingAbout("VALUE_WRONG", "blocking", RECORDS.slice(0, 1));
    const views = recordViews(cardsWith(wrong), new Set(), TEXTS);
    expect(views.map(({ number, findings }) => [number, findings])).toEqual([
      [1, [SHOWN]],
      ...[2, 3, 4, 5].map((number) => [number, []]),
    ]);
  });
});
