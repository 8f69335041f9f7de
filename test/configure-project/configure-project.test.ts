import { describe, expect, it } from "vitest";
import { readClaims } from "#core/claim-store";
import { reserve } from "#core/claims";
import { IllegalTransitionError } from "#core/errors";
import { readOnboarding } from "#core/onboarding-store";
import type { Table } from "#core/table";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";
import { UNCONFIGURED } from "../support/unconfigured.ts";

const INPUT = { onboardingId: ID, attempt: 1, now: NOW };
const { identity, mailFrom, owner, project } = onboardingOf();

async function start(said = {}) {
  const table = memoryTable();
  const onboarding = issuedOf({ status: "verified", ...said });
  await keep(table, onboarding);
  const claims = await readClaims(table, identity);
  await table.commit([claims.replaceWith(reserve(claims.entries, ID, owner, [identity, mailFrom]))]);
  const projectItem = async () => {
    const item = await table.get({ pk: `project#${project}`, sk: "project" });
    return item?.["domains"];
  };
  const run = (through: Table = table) =>
    configureProject(INPUT, { ...UNCONFIGURED, budget: fakeBudget(), table: through });
  return { table, projectItem, run };
}

const configured = [{ identity, mailFrom, onboardingId: ID, fromAddresses: [`news@${identity}`] }];

it("makes the domain part of the project and proves its claim, once", async () => {
  const { table, projectItem, run } = await start();
  expect(await run()).toEqual({ outcome: "configured" });
  const after = table.items();
  expect(await run()).toEqual({ outcome: "configured" });
  expect(table.items()).toEqual(after);
  expect(await projectItem()).toEqual(configured);
  expect((await readClaims(table, identity)).entries.map(({ state }) => state)).toEqual(["proved", "proved"]);
});

it.each(["before", "after"] as const)("does it once when the process dies %s the write", async (when) => {
  const { table, projectItem, run } = await start();
  await expect(run(crashingTable(table, { nth: 1, when }))).rejects.toThrow("died");
  expect(await projectItem()).toEqual(when === "before" ? undefined : configured);
  expect(await run()).toEqual({ outcome: "configured" });
  expect(await projectItem()).toEqual(configured);
});

it("counts two runs at once as one", async () => {
  const { table, projectItem, run } = await start();
  await Promise.all([run(), run()]);
  expect(await projectItem()).toEqual(configured);
  const events = table
    .items()
    .filter(({ sk, ...item }) => sk.startsWith("event#") && item["type"] === "configured");
  expect(events).toHaveLength(1);
});

describe("a project that has domains already", () => {
  const other = {
    identity: "other.example",
    mailFrom: "email.other.example",
    onboardingId: "onb_0",
    fromAddresses: [],
  };

  it("keeps its other domains, and the from addresses it had on this one", async () => {
    const { table, projectItem, run } = await start();
    const earlier = { ...configured[0], onboardingId: "onb_1", fromAddresses: [`shop@${identity}`] };
    const item = {
      pk: `project#${project}`,
      sk: "project",
      version: 4,
      project,
      owner,
      domains: [other, earlier],
    };
    await table.commit([{ item, expectedVersion: undefined }]);
    await run();
    expect(await projectItem()).toEqual([
      other,
      { ...configured[0], fromAddresses: [`shop@${identity}`, `news@${identity}`] },
    ]);
  });
});

it("refuses what is not verified", async () => {
  const { projectItem, run } = await start({ status: "confirmed" });
  await expect(run()).rejects.toThrow(IllegalTransitionError);
  expect(await projectItem()).toBeUndefined();
});

it("leaves a ready onboarding alone", async () => {
  const { table, run } = await start({ status: "ready" });
  expect(await run()).toEqual({ outcome: "configured" });
  expect((await readOnboarding(table, ID)).version).toBe(1);
});
