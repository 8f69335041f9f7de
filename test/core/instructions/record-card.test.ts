import { expect, it } from "vitest";
import { recordCards } from "#core/instructions/record-card";
import { findingOf } from "../../support/finding-fixture.ts";
import { BEGUN_AT, onboardingOf, RECORDS, seen } from "../../support/onboarding-fixture.ts";

const MX = RECORDS[3] ?? expect.fail("There is no MX record");
const AT_MX = { purpose: MX.purpose, name: MX.name, type: MX.type };
const WRONG = findingOf({
  code: "RECORD_WRONG",
  severity: "blocking",
  record: AT_MX,
  records: [AT_MX],
  actor: "dns-administrator",
});
const lastCheck = {
  at: BEGUN_AT,
  queries: 5,
  records: RECORDS.map((record) => seen(record)),
  findings: [WRONG],
};

it("numbers the records, and separately those of one purpose", () => {
  const numbers = recordCards(onboardingOf()).map(({ number, which }) => [number, which]);
  expect(numbers).toEqual([
    [1, 1],
    [2, 2],
    [3, 3],
    [4, 1],
    [5, 1],
  ]);
});

it("has the findings of the last check at their record", () => {
  const cards = recordCards(onboardingOf({ lastCheck }));
  expect(cards.map(({ findings }) => findings)).toEqual([[], [], [], [WRONG], []]);
});

it("has no result and no findings for a record that was changed after the last check", () => {
  const records = RECORDS.map((record) => (record === MX ? { ...MX, value: "mx.new.example" } : record));
  const card = recordCards(onboardingOf({ lastCheck, records }))[3];
  expect(card).toEqual({
    number: 4,
    which: 1,
    record: { ...MX, value: "mx.new.example" },
    zone: "oxfordstones.example",
    isElsewhere: false,
    host: "email",
    checked: undefined,
    findings: [],
  });
});
