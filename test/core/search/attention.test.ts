import { expect, it } from "vitest";
import { readAttention } from "#core/search/attention";
import { indexOnboarding } from "#core/search/index-onboarding";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../../support/onboarding-fixture.ts";

function idOf(number: number): string {
  return `onb_${String(number).padStart(26, "0")}`;
}

const UNOWNED = { status: "cancelled", closedBecause: "identity-taken" } as const;

/** Stores onboardings of one identity, and returns the ids that each section lists. */
async function listed(onboardings: readonly Parameters<typeof onboardingOf>[0][]) {
  const table = memoryTable();
  for (const [index, said] of onboardings.entries()) {
    const onboardingId = idOf(index + 1);
    await keep(table, onboardingOf({ onboardingId, ...said }));
    await indexOnboarding(onboardingId, BEGUN_AT, { table, partitions: table });
  }
  const found = await readAttention(BEGUN_AT, { table, trail: table, partitions: table });
  return (kind: string) => found.find((section) => section.kind === kind)?.found ?? [];
}

it.each([
  ["no other onboarding has its name", 0, 1],
  ["one later onboarding has its name", 1, 0],
  ["more later onboardings have its name than are compared", 25, 0],
])("lists an identity without an owner where %s: %d later, %d listed", async (_name, later, count) => {
  const others = Array.from({ length: later }, () => ({ status: "expired" as const }));
  const found = await listed([UNOWNED, ...others]);
  expect(found("nobodys")).toHaveLength(count);
});

it("finds the successor of an identity without an owner behind twenty earlier onboardings of its name", async () => {
  const earlier = Array.from({ length: 20 }, () => ({ status: "expired" as const }));
  const found = await listed([...earlier, UNOWNED, { status: "expired" }]);
  expect(found("nobodys")).toEqual([]);
});

it("lists an onboarding only in the first section that means it", async () => {
  const ownership = { token: "0a1b", because: "contested", requestedAt: BEGUN_AT } as const;
  const found = await listed([{ status: "failed", ownership }, { ownership }]);
  const ids = (kind: string) => found(kind).map(({ current }) => current.onboardingId);
  expect([ids("failed"), ids("contested")]).toEqual([[idOf(1)], [idOf(2)]]);
});

it("looks for successors only of identities without an owner", async () => {
  const found = await listed([{ status: "held" }, { status: "expired" }]);
  expect(found("held")).toMatchObject([{ isSucceeded: false }]);
});
