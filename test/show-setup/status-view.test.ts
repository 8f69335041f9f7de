import { expect, it } from "vitest";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import type { RecordView } from "../../functions/show-setup/record-view.ts";
import { statusView } from "../../functions/show-setup/status-view.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";

const CHECKED = { lastCheck: { at: BEGUN_AT, queries: 5, records: [] } };

/** Makes a record whose state the page marks with this tone. */
function recordOf(tone: RecordView["tone"]): RecordView {
  const words = { type: "TXT", title: "", state: "", sign: "", problem: undefined };
  return { ...words, number: 1, tone, findings: [], fields: [], isFolded: false };
}

const RECORDS = [recordOf("good"), recordOf("none"), recordOf("good")];

it.each<[string, Partial<Onboarding>, readonly RecordView[], string | undefined]>([
  ["is said after a check", CHECKED, RECORDS, "2 of 3 right"],
  ["is not known before a check", {}, RECORDS, undefined],
  ["is not said where no record is needed yet", CHECKED, [], undefined],
])("the number of right records %s", (_, said, records, progress) => {
  const context = { texts: textsIn("en"), platform: "Sendworthy", now: BEGUN_AT, shared: [] };
  expect(statusView(onboardingOf(said), records, context).progress).toBe(progress);
});
