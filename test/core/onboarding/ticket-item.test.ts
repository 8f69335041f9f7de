import { expect, it } from "vitest";
import { readTicketItem } from "#core/onboarding/ticket-item";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT as NOW } from "../../support/onboarding-fixture.ts";
import { ID } from "../../support/stages.ts";

const KEY = { pk: "ticket#generic#T-1041", sk: "ticket" };
const COVERED = { project: "oxford-stones", identity: "oxfordstones.example" };

it("a ticket that is not stored has no onboarding, and is written as the first version", async () => {
  const item = await readTicketItem(memoryTable(), "generic", "T-1041");
  expect([item.onboardingId, item.covered]).toEqual([undefined, undefined]);
  expect(item.replaceWith(ID)).toStrictEqual({
    item: { ...KEY, onboardingId: ID, version: 1 },
    expectedVersion: undefined,
  });
  expect(item.forget(NOW).item["forgetAt"]).toBe(NOW / 1000);
});

it("a ticket whose addresses are covered keeps what it asked for", async () => {
  const table = memoryTable();
  const first = await readTicketItem(table, "generic", "T-1041");
  await table.commit([first.replaceWith(ID, COVERED)]);
  const item = await readTicketItem(table, "generic", "T-1041");
  expect([item.onboardingId, item.covered]).toEqual([ID, COVERED]);
  expect(item.replaceWith("onb_2")).toStrictEqual({
    item: { ...KEY, onboardingId: "onb_2", version: 2 },
    expectedVersion: 1,
  });
});

it("a ticket is deleted from the second in which it is forgotten", async () => {
  const table = memoryTable();
  await table.commit([(await readTicketItem(table, "generic", "T-1041")).replaceWith(ID)]);
  const item = await readTicketItem(table, "generic", "T-1041");
  expect(item.forget(NOW + 999)).toStrictEqual({
    item: { ...KEY, onboardingId: ID, forgetAt: NOW / 1000, version: 2 },
    expectedVersion: 1,
  });
});
