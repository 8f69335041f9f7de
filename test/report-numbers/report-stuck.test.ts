import { expect, it } from "vitest";
import { indexOnboarding } from "#core/search/index-onboarding";
import { reportStuck } from "../../functions/report-numbers/report-stuck.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";

const DAY = 24 * 3_600_000;

async function count(daysLater: number, isWanted = true) {
  const table = memoryTable();
  for (const [index, status] of (["records_issued", "held", "ready"] as const).entries()) {
    const one = onboardingOf({ onboardingId: `onb_${String(index).padStart(26, "0")}`, status });
    await keep(table, one);
    await indexOnboarding(one.onboardingId, BEGUN_AT, { table, partitions: table });
  }
  const reported: number[] = [];
  const time = BEGUN_AT + daysLater * DAY;
  await reportStuck({ time }, { partitions: table, isWanted, report: (stuck) => reported.push(stuck) });
  return reported;
}

it("counts the waits of more than a day by the party that is awaited", async () => {
  expect(await count(0.9)).toEqual([0]);
  expect(await count(1.1)).toEqual([2]);
});

it("counts nothing where the metric is switched off", async () => {
  expect(await count(2, false)).toEqual([]);
});
