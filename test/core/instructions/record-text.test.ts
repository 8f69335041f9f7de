import { describe, expect, it } from "vitest";
import { type RecordStatus, recordStatusOf, recordText, wordOf } from "#core/instructions/record-text";
import type { CheckedRecord } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { findingOf } from "../../support/finding-fixture.ts";
import { BEGUN_AT, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const [RECORD] = RECORDS;
const ABOUT = { severity: "blocking", record: null, records: [], actor: "dns-administrator" } as const;
const MISTAKE = findingOf({ ...ABOUT, code: "NAME_DOUBLED" });
const MISSING = findingOf({ ...ABOUT, code: "RECORD_MISSING" });
const VANISHED = findingOf({ ...ABOUT, code: "RECORD_VANISHED" });

describe("the state of a record", () => {
  it("is not known before the first check", () => {
    expect(recordStatusOf(undefined, [MISTAKE])).toBe("not-looked");
  });

  it.each<[RecordStatus, CheckedRecord["propagation"]]>([
    ["right", "everywhere"],
    ["spreading", "cached-elsewhere"],
    ["spreading", "not-at-name-servers"],
    ["spreading", "unknown"],
  ])("is %s for a right record that is %s", (status, propagation) => {
    expect(recordStatusOf(seen(RECORD, { state: "right", propagation }), [MISTAKE])).toBe(status);
  });

  it.each<[RecordStatus, CheckedRecord["state"], (typeof MISTAKE)[]]>([
    ["missing", "missing", []],
    ["missing", "missing", [MISSING]],
    ["misplaced", "missing", [MISTAKE]],
    ["misplaced", "missing", [MISSING, MISTAKE]],
    ["wrong", "wrong", [MISTAKE]],
    ["conflicting", "conflicting", [MISTAKE]],
    ["unknown", "unknown", [MISTAKE]],
  ])("is %s for one that was found %s, by its findings", (status, state, findings) => {
    const checked = seen(RECORD, { state, propagation: "everywhere" });
    expect(recordStatusOf(checked, findings)).toBe(status);
  });
});

describe("the word for a state", () => {
  it.each<[RecordStatus, RecordStatus, (typeof MISTAKE)[]]>([
    ["misplaced", "misplaced", []],
    ["misplaced", "misplaced", [MISTAKE]],
    ["missing", "misplaced", [VANISHED]],
    ["missing", "misplaced", [MISTAKE, VANISHED]],
    ["missing", "missing", [VANISHED]],
    ["wrong", "wrong", [VANISHED]],
    ["wrong", "wrong", []],
    ["right", "right", [VANISHED]],
    ["spreading", "spreading", [VANISHED]],
  ])("is %s for %s", (word, status, findings) => {
    expect(wordOf(status, findings)).toBe(word);
  });
});

it.each<[string, CheckedRecord | undefined]>([
  ["We have not checked this record yet.", undefined],
  ["This record is right.", seen(RECORD, { state: "right", propagation: "everywhere" })],
  [
    "This record is right, but some resolvers may keep the old answer for a while.",
    seen(RECORD, { state: "right", propagation: "cached-elsewhere" }),
  ],
  [
    "This record is right, but some resolvers may keep the old answer until 23 November 2026 at 09:00 UTC.",
    seen(RECORD, { state: "right", propagation: "cached-elsewhere", cachedUntil: BEGUN_AT }),
  ],
  ["This record is not there yet.", seen(RECORD)],
  ["There is something else instead: “a.example”.", seen(RECORD, { state: "wrong", seen: ["a.example"] })],
  [
    "There is more than one such record, and only one is allowed: “a.example” and “b.example”.",
    seen(RECORD, { state: "conflicting", seen: ["a.example", "b.example"] }),
  ],
  [
    "The name servers of the domain gave no usable answer. We will ask again.",
    seen(RECORD, { state: "unknown" }),
  ],
])("says in one sentence: %s", (sentence, checked) => {
  expect(recordText(checked, textsIn("en"))).toBe(sentence);
});
