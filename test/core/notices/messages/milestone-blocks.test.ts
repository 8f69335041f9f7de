import { expect, it } from "vitest";
import { milestone } from "#core/notices/messages/milestone-blocks";
import { plainText } from "#core/notices/messages/plain-text";
import type { CheckedRecord } from "#core/records/last-check";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, RECORDS, seen } from "../../../support/onboarding-fixture.ts";
import { issuedOf } from "../../../support/stages.ts";

type State = CheckedRecord["state"];

function written(states: readonly State[]): string {
  const records = RECORDS.map((record, index) => seen(record, { state: states[index] ?? "right" }));
  const onboarding = issuedOf({ lastCheck: { at: BEGUN_AT, queries: 5, records } });
  return plainText(milestone(onboarding, { at: BEGUN_AT }, textsIn("en")).blocks);
}

it.each<[string, readonly State[], readonly string[]]>([
  ["both records of the bounce domain", ["right", "right", "right", "missing", "wrong"], ["4.", "5."]],
  ["the one that is missing", ["right", "right", "right", "missing", "right"], ["4."]],
  ["no DKIM record, whatever its state", ["unknown", "missing", "wrong", "right", "missing"], ["5."]],
  ["no record once both are right", ["missing", "missing", "missing", "right", "right"], []],
])("the message that DKIM is verified lists %s", (_, states, left) => {
  const text = written(states);
  expect(text.match(/^\d\./gm) ?? []).toEqual(left);
  expect(text.includes("Its records are right, so you have nothing to do.")).toBe(left.length === 0);
});
