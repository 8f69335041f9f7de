import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { reserve } from "#core/claims/claims";
import { memoryTable } from "../../support/memory-table.ts";

it("writes a proof once, and only for an onboarding that reserved something", async () => {
  const table = memoryTable();
  const held = reserve([], "onb_1", "oxford", ["d.example"]);
  await table.commit([(await readClaims(table, "d.example")).replaceWith(held)]);
  expect((await readClaims(table, "d.example")).prove("onb_2")).toEqual([]);
  const proof = (await readClaims(table, "d.example")).prove("onb_1");
  expect(proof).toHaveLength(1);
  await table.commit(proof);
  expect((await readClaims(table, "d.example")).prove("onb_1")).toEqual([]);
});

it("writes under a version that grows, from one on", async () => {
  const table = memoryTable();
  const first = (await readClaims(table, "d.example")).replaceWith(
    reserve([], "onb_1", "oxford", ["d.example"]),
  );
  expect([first.item.version, first.expectedVersion]).toEqual([1, undefined]);
  await table.commit([first]);
  const second = (await readClaims(table, "d.example")).replaceWith([]);
  expect([second.item.version, second.expectedVersion]).toEqual([2, 1]);
});
