import { expect, it } from "vitest";
import { changeOnboarding } from "#core/onboarding/store";
import { searchPartition } from "#core/search/entries";
import { indexOnboarding } from "#core/search/index-onboarding";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../../support/onboarding-fixture.ts";

const LATER = BEGUN_AT + 3_600_000;

it("writes only the entries that changed, and the next version of the day's figures", async () => {
  const table = memoryTable();
  const { onboardingId } = onboardingOf();
  await keep(table, onboardingOf());
  const written = () =>
    table.items().filter(({ pk, sk }) => /^(?:search#|list#|figures)/.test(pk) || sk === "indexed");
  await indexOnboarding(onboardingId, BEGUN_AT, { table, partitions: table });
  const before = written();
  expect(new Set(before.map(({ version }) => version))).toEqual(new Set([1]));
  await changeOnboarding(table, onboardingId, () => ({
    set: { fromAddresses: ["hello@oxfordstones.example"] },
    event: { type: "reminded", at: LATER, by: "sendworthy" },
  }));
  await indexOnboarding(onboardingId, LATER, { table, partitions: table });
  const pk = searchPartition("address");
  const day = { pk: "figures", sk: "2026-11-23" };
  expect(written().filter((item) => !before.includes(item))).toEqual([
    expect.objectContaining({ pk: onboardingId, sk: "indexed", version: 2 }),
    expect.objectContaining({ ...day, version: 2, figures: expect.objectContaining({ reminder: 1 }) }),
    { pk, sk: `news@oxfordstones.example#${onboardingId}`, version: 2, forgetAt: LATER / 1000 },
    { pk, sk: `hello@oxfordstones.example#${onboardingId}`, version: 2 },
  ]);
});
