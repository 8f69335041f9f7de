import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claims/claim-store";
import { ACCOUNT, type ClaimEntry, reserve } from "#core/claims/claims";
import { decideOwnership } from "#core/claims/decide-ownership";
import type { FoundIdentity } from "#core/claims/identity-census";
import type { ImportStep } from "#core/claims/import-identities";
import {
  assignIdentity,
  type ImportDeps,
  importIdentity,
  planImports,
} from "../../infra/ops/import-identities.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";

/** Makes an account with identities, two on each page, and a clock that only pauses advance. */
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
  const tags: string[] = [];
  const assigner = { assign: async (name: string, owner: string) => void tags.push(`${name} ${owner}`) };
  return {
    ...{ table, budget, plan, tags },
    assign: (identity: string, owner: string, { needsProof = false, isPlanned = false } = {}) =>
      assignIdentity({ identity, owner, needsProof }, isPlanned, { ...deps, assigner }),
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

it("gives no customer an identity of unknown origin, and each owner the identities that were made for them", async () => {
  const { run, claims } = startImport(FOUND);
  await run();
  expect((await claims("old.example")).entries).toMatchObject([{ owner: ACCOUNT, state: "proved" }]);
  expect((await claims("ours.example")).entries).toMatchObject([{ owner: "oxford", state: "proved" }]);
  expect((await claims("begun.example")).released).toMatchObject([{ owner: "cambridge" }]);
});

it("finds all of them known if it is run again", async () => {
  const { table, run, plan } = startImport(FOUND);
  await run();
  const before = table.items();
  expect(new Set(Object.values(outcomes(await plan())))).toEqual(new Set(["known"]));
  await run();
  expect(table.items()).toEqual(before);
});

it("leaves a name to an owner who has a claim on it, and reports that", async () => {
  const { table, run, plan, claims } = startImport([{ name: "shop.d.example", isVerified: true }]);
  const held: ClaimEntry[] = reserve([], "onb_1", "oxford", ["d.example"]);
  await table.commit([(await claims("d.example")).replaceWith(held)]);
  await run();
  expect(outcomes(await plan())).toEqual({ "shop.d.example": "conflicts" });
  expect((await claims("d.example")).entries).toEqual(held);
});

it("makes one call to SES in each slot of the budget", async () => {
  const { budget, plan } = startImport(FOUND);
  await plan();
  expect(budget.taken).toHaveLength(5);
  expect(budget.taken.map((at) => at - BEGUN_AT)).toEqual([0, 1000, 2000, 3000, 4000]);
});

describe("an identity that was made by hand", () => {
  const BY_HAND = [{ name: "old.example", isVerified: true }];
  const decide = async (claims: ReturnType<typeof startImport>["claims"], owner: string) =>
    decideOwnership(await claims("old.example"), owner, ["old.example"]).kind;

  it("is assigned to its owner by an operator's decision", async () => {
    const { run, assign, claims, tags } = startImport(BY_HAND);
    await run();
    expect(await decide(claims, "oxford")).toBe("needs-check");
    expect((await assign("old.example", "oxford"))?.outcome).toBe("assigned");
    expect(tags).toEqual(["old.example oxford"]);
    expect(await decide(claims, "oxford")).toBe("free");
    expect(await decide(claims, "cambridge")).toBe("needs-check");
  });

  it("is assigned to its owner by a proof of control, which a later import still demands", async () => {
    const found: FoundIdentity[] = [...BY_HAND];
    const { run, assign, claims } = startImport(found);
    await run();
    expect((await assign("old.example", "oxford", { needsProof: true }))?.outcome).toBe("assigned-for-proof");
    expect(await decide(claims, "oxford")).toBe("prove");
    found[0] = { name: "old.example", owner: "oxford", isVerified: true };
    await run();
    expect(await decide(claims, "oxford")).toBe("prove");
  });

  it("is only planned without a confirmation", async () => {
    const { assign, table, tags } = startImport(BY_HAND);
    expect((await assign("old.example", "oxford", { isPlanned: true }))?.outcome).toBe("assigned");
    expect([table.items(), tags]).toEqual([[], []]);
  });

  it("is tagged again by a repeated command", async () => {
    const { assign, tags } = startImport(BY_HAND);
    await assign("old.example", "oxford");
    expect((await assign("old.example", "oxford"))?.outcome).toBe("known");
    expect(tags).toHaveLength(2);
  });

  it("is never taken from another owner, by claim or by tag", async () => {
    const { assign, tags } = startImport([
      ...BY_HAND,
      { name: "c.example", owner: "cambridge", isVerified: true },
    ]);
    await assign("old.example", "cambridge");
    expect((await assign("old.example", "oxford"))?.outcome).toBe("conflicts");
    expect((await assign("c.example", "oxford"))?.outcome).toBe("conflicts");
    expect(tags).toEqual(["old.example cambridge"]);
  });

  it("is unknown if SES has none", async () => {
    const { assign } = startImport(BY_HAND);
    expect(await assign("none.example", "oxford")).toBeUndefined();
  });

  it("is assigned to the owner whose tag was added after an import", async () => {
    const found: FoundIdentity[] = [...BY_HAND];
    const { run, plan, claims } = startImport(found);
    await run();
    found[0] = { name: "old.example", owner: "oxford", isVerified: true };
    expect(outcomes(await plan())).toEqual({ "old.example": "claimed-for-owner" });
    await run();
    expect((await claims("old.example")).entries).toMatchObject([{ owner: "oxford", state: "proved" }]);
  });
});
