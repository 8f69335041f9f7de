import { expect, it } from "vitest";
import { TransientServiceError } from "#core/errors";
import { addAddresses } from "#core/projects/from-addresses/add-addresses";
import { readProject } from "#core/projects/project";
import { declaredDns } from "../../../support/declared-dns.ts";
import { memoryTable } from "../../../support/memory-table.ts";
import { BEGUN_AT } from "../../../support/onboarding-fixture.ts";

/** Adds an address to a project that others write first this many times, and counts the writes. */
async function addAgainst(others: number) {
  const table = memoryTable();
  const { replaceWith } = await readProject(table, "stones");
  await table.commit([replaceWith({ project: "stones", owner: "oxford" })]);
  let writes = 0;
  const contested: typeof table = {
    ...table,
    commit: async (puts) => {
      writes += 1;
      return writes > others && table.commit(puts);
    },
  };
  const asked = { addresses: [{ address: "news@stones.example" }] };
  const adding = addAddresses(
    "stones",
    asked,
    { at: BEGUN_AT, by: "support" },
    { table: contested, resolver: declaredDns() },
  );
  return { adding, writes: () => writes };
}

it.each([0, 1, 9])("answers after others wrote the project first %d times", async (others) => {
  const { adding, writes } = await addAgainst(others);
  expect(await adding).toEqual([{ address: "news@stones.example", refusals: ["not-verified"] }]);
  expect(writes()).toBe(others + 1);
});

it("fails for now, rather than without a word, after others wrote the project first ten times", async () => {
  const { adding, writes } = await addAgainst(10);
  await expect(adding).rejects.toThrow(TransientServiceError);
  expect(writes()).toBe(10);
});
