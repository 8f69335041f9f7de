import { expect, it } from "vitest";
import { nextSlot } from "#core/verification/ses-slot";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { issuedOf } from "../../support/stages.ts";

const FREE = NOW + 7000;
const budget = { take: async () => FREE };

it.each<[string, number | undefined, number]>([
  ["it has none: the next free one", undefined, FREE],
  ["its own is ahead: its own", NOW + 1, NOW + 1],
  ["its own is less than a minute old: its own", NOW - 59_999, NOW - 59_999],
  ["its own is a minute old: the next free one", NOW - 60_000, FREE],
  ["its own is older: the next free one", NOW - 60_001, FREE],
])("%s", async (_, slotAt, expected) => {
  const current = issuedOf({ ses: { reads: 1, ...(slotAt !== undefined && { slotAt }) } });
  expect(await nextSlot(current, NOW, budget)).toBe(expected);
});
