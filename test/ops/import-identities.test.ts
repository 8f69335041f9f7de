import { expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { ACCOUNT, type ClaimEntry, reserve } from "#core/claims/claims";
import type { FoundIdentity } from "#core/claims/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import { type ImportDeps, importIdentity, planImports } from "../../infra/ops/import-identities.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";

/** An account that holds identities, two a page, and a clock that only pauses move. */
function startImport(found: readonly FoundIdentity[]) {
  let now = BEGUN_AT;
  const table = memoryTable();
  const budget = fakeBudget(1000);
  const deps: ImportDeps = {
    table,
    budget,
    now: () => now,
    pause: async (ms) => {
      now += ms;
    },
    census: {
      async list(nextToken = "0") {
        const rest = found.slice(Number(nextToken));
        const names = rest.slice(0, 2).map(({ name }) => name);
        return { names, ...(rest.length > 2 && { nextToken: String(Number(nextToken) + 2) }) };
      },
      find: async (name) => found.find((one) => one.name === name),
    },
  };
  const plan = async (): Promise<ImportStep[]> => Array.fromAsync(planImports(deps));
  return {
    ...{ table, budget, plan },
    run: async () => {
      for (const step of await plan()) await importIdentity(step, deps);
    },
    claims: (name: string) => readClaims(table, name),
  };
}

const outcomes = (steps: readonly ImportStep[]) =>
  Object.fromEntries(steps.map(({ identity, outcome }) => [identity, outcome]));

const FOUND: readonly FoundIdentity[] = [
  { name: "old.example", isVerified: true },
  { name: "ours.example", owner: "oxford", isVerified: true },
  { name: "begun.example", owner: "cambridge", isVerified: false },
];

it("says first what would become of each identity, and changes nothing", async () => {
  const { table, plan } = startImport(FOUND);
  expect(outcomes(await plan())).toEqual({
    "old.example": "kept-by-account",
    "ours.example": "claimed-for-owner",
    "begun.example": "remembered",
  });
  expect(table.items()).toEqual([]);
});

it("gives no customer what the account held before, and each owner what was made for them", async () => {
  const { run, claims } = startImport(FOUND);
  await run();
  expect((await claims("old.example")).entries).toMatchObject([{ owner: ACCOUNT, state: "proved" }]);
  expect((await claims("ours.example")).entries).toMatchObject([{ owner: "oxford", state: "proved" }]);
  expect((await claims("begun.example")).released).toMatchObject([{ owner: "cambridge" }]);
});

it("done again finds all of it known", async () => {
  const { table, run, plan } = startImport(FOUND);
  await run();
  const before = table.items();
  expect(new Set(Object.values(outcomes(await plan())))).toEqual(new Set(["known"]));
  await run();
  expect(table.items()).toEqual(before);
});

it("takes nothing from an owner who holds such a name, and says so", async () => {
  const { table, run, plan, claims } = startImport([{ name: "shop.d.example", isVerified: true }]);
  const held: ClaimEntry[] = reserve([], "onb_1", "oxford", ["d.example"]);
  await table.commit([(await claims("d.example")).replaceWith(held)]);
  await run();
  expect(outcomes(await plan())).toEqual({ "shop.d.example": "conflicts" });
  expect((await claims("d.example")).entries).toEqual(held);
});

it("asks SES once a slot of the budget", async () => {
  const { budget, plan } = startImport(FOUND);
  await plan();
  expect(budget.taken).toHaveLength(5);
  expect(budget.taken.map((at) => at - BEGUN_AT)).toEqual([0, 1000, 2000, 3000, 4000]);
});
