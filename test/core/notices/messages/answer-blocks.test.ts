import { expect, it } from "vitest";
import { answerBlocks, answerSubject } from "#core/notices/messages/answer-blocks";
import { plainText } from "#core/notices/messages/plain-text";
import { LANGUAGES } from "#core/words/languages";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT as NOW, RECORDS, seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf } from "../../../support/stages.ts";

const SOME = issuedOf({
  requester: "anna@oxfordstones.example",
  lastCheck: {
    at: NOW,
    records: RECORDS.map((record, index) => seen(record, { state: index < 3 ? "right" : "missing" })),
    queries: 5,
  },
});
const EVENT = { at: NOW };
const ALL = issuedOf({
  lastCheck: { at: NOW, records: RECORDS.map((record) => seen(record, { state: "right" })), queries: 5 },
});

it("says how many records are right, which are not, and where to go on", () => {
  expect(answerSubject(SOME, textsIn("en"))).toBe("oxfordstones.example: 3 of 5 records are right");
  const text = plainText(answerBlocks(SOME, EVENT, textsIn("en")));
  expect(text).toContain("3 of 5 records are right");
  expect(text).toContain("MX email.oxfordstones.example: missing");
  expect(text).toContain("a…@");
});

it("says that nothing is left to do once all are right", () => {
  expect(plainText(answerBlocks(ALL, EVENT, textsIn("en")))).toMatch(
    /all 5 records are right\. There is nothing to do\./,
  );
});

it.each(LANGUAGES)("never contains the set-up link or the whole address (%s)", (language) => {
  const text = plainText(answerBlocks(SOME, EVENT, textsIn(language)));
  expect(text).not.toMatch(/anna@|https?:/);
});

it("says when the records were checked", () => {
  const later = { at: NOW + 3_600_000 };
  expect(plainText(answerBlocks(SOME, later, textsIn("en")))).toContain(
    "Checked at 09:00 UTC: 3 of 5 records",
  );
});

it("blames nobody before the first check", () => {
  expect(answerSubject(issuedOf(), textsIn("en"))).toBe("oxfordstones.example: 0 of 5 records are right");
  const text = plainText(answerBlocks(issuedOf(), EVENT, textsIn("en")));
  expect(text).toMatch(/^We have not checked the 5 records yet\.\n\nOpen the link that we mailed to /);
  expect(text).not.toMatch(/answer|Checked/);
});

it("says that there is nothing to do while the name servers do not answer", () => {
  const records = RECORDS.map((record, index) => seen(record, { state: index < 2 ? "right" : "unknown" }));
  const unsure = issuedOf({ lastCheck: { at: NOW, records, queries: 5 } });
  expect(plainText(answerBlocks(unsure, EVENT, textsIn("en"))).trimEnd()).toBe(
    "Checked at 09:00 UTC: 2 of 5 records are right. For the rest, the name servers did not answer. You have nothing to do: we try again.",
  );
});

it.each([
  ["was not looked at yet", [], "not checked yet"],
  ["is missing", [{ state: "missing" }], "missing"],
  ["has another value", [{ state: "wrong" }], "another value is there"],
  ["has several values", [{ state: "conflicting" }], "more than one value is there"],
] as const)("names a record that %s by its state", (_, states, words) => {
  const records = states.map((said) => seen(RECORDS[0], said));
  const onboarding = issuedOf({
    lastCheck: { at: NOW, records: [...records, seen(RECORDS[3])], queries: 5 },
  });
  const text = plainText(answerBlocks(onboarding, EVENT, textsIn("en")));
  expect(text).toContain(`- CNAME ${RECORDS[0]?.name}: ${words}\n`);
});
