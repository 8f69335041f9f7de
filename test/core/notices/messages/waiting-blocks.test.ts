import { expect, it } from "vitest";
import { plainText } from "#core/notices/messages/plain-text";
import { followUp, reminder } from "#core/notices/messages/waiting-blocks";
import { openEvent } from "#core/onboarding/event";
import type { CheckedRecord } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, RECORDS, seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf } from "../../../support/stages.ts";

const HOUR = 3_600_000;
const records = RECORDS.map((record, index) => seen(record, { state: index < 3 ? "right" : "missing" }));

/** Returns the mail after a check that found so many records right, and the others in this state. */
function followUpAfter(right: number, state: CheckedRecord["state"]) {
  const seenNow = RECORDS.map((record, index) => seen(record, { state: index < right ? "right" : state }));
  const onboarding = issuedOf({ lastCheck: { at: BEGUN_AT, records: seenNow, queries: 5 } });
  const event = openEvent(onboarding, { type: "followed_up", at: BEGUN_AT, by: "sendworthy" });
  const setupUrl = "https://setup.example/x";
  return followUp({ onboarding, event, setupUrl, texts: textsIn("en") }).blocks;
}

it.each([
  [
    "the time of the last check",
    { lastCheck: { at: BEGUN_AT, records, queries: 5 } },
    "at 09:00 UTC: 3 of 5",
  ],
  ["the time of the event before the first check", {}, "at 10:00 UTC: 0 of 5"],
])("a mail after a confirmation names %s", (_, said, expected) => {
  const onboarding = issuedOf(said);
  const event = openEvent(onboarding, { type: "followed_up", at: BEGUN_AT + HOUR, by: "sendworthy" });
  const setupUrl = "https://setup.example/x";
  const { blocks } = followUp({ onboarding, event, setupUrl, texts: textsIn("en") });
  expect(plainText(blocks)).toContain(`Checked ${expected} records are right`);
});

it.each([
  [
    "that nothing is to be done while the name servers do not answer",
    "unknown",
    "You have nothing to do: we try again.",
  ],
  ["what is still to be done", "missing", "Still to do:"],
  ["what is still to be done where another value is there", "wrong", "Still to do:"],
] as const)("a mail after a confirmation says %s", (_, state, expected) => {
  const blocks = followUpAfter(3, state);
  expect(plainText(blocks)).toContain(`3 of 5 records are right.`);
  expect(plainText(blocks)).toContain(expected);
  expect(plainText(blocks).includes("Still to do:")).toBe(state !== "unknown");
});

it.each([
  ["only the state and the button when all records are right", "right", ["paragraph", "link"]],
  ["only the state and the button while the name servers do not answer", "unknown", ["paragraph", "link"]],
  [
    "the records and the next check while one is missing",
    "missing",
    ["paragraph", "records", "link", "paragraph"],
  ],
] as const)("a mail after a confirmation shows %s", (_, state, kinds) => {
  const blocks = followUpAfter(4, state);
  expect(blocks.map(({ kind }) => kind)).toEqual(kinds);
});

it.each([
  ["of the last check", { lastCheck: { at: BEGUN_AT, records, queries: 5 } }, "09:00 UTC. 2 of 5"],
  ["of the event before the first check", {}, "10:00 UTC. 5 of 5"],
])("a reminder names the time %s", (_, said, expected) => {
  const onboarding = issuedOf(said);
  const event = openEvent(onboarding, { type: "reminded", at: BEGUN_AT + HOUR, by: "sendworthy" });
  const setupUrl = "https://setup.example/x";
  const { blocks } = reminder({ onboarding, event, setupUrl, texts: textsIn("en") });
  expect(plainText(blocks)).toContain(
    `We last checked the DNS of oxfordstones.example on 23 November 2026 at ${expected} records`,
  );
});
