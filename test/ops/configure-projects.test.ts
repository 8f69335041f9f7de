import { expect, it } from "vitest";
import { ProjectConfigurationError } from "#core/errors";
import type { ConfigurationStep } from "#core/projects/configuration/steps";
import { readProject } from "#core/projects/project";
import { projectConfiguration } from "#core/projects/project-configuration";
import { type ConfigureDeps, configureProject } from "../../infra/ops/configure-projects.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";

const ONBOARDING = onboardingOf({ status: "ready", ses: { reads: 1 } });
const { project: PROJECT, identity: IDENTITY, onboardingId } = ONBOARDING;

const DECLARED = projectConfiguration.parse({
  configurationSet: { name: "{project}", create: true },
  tenant: { name: "{owner}", reputationPolicy: "strict", suppression: { scope: "TENANT" } },
});

/** Makes a registered project with one ready domain, from before anything was declared for it. */
async function startProject(onboarding = ONBOARDING) {
  const table = memoryTable();
  await keep(table, onboarding);
  const { replaceWith } = await readProject(table, PROJECT);
  const domains = [{ identity: IDENTITY, onboardingId, rejectsOnMxFailure: true }];
  await table.commit([replaceWith({ project: PROJECT, owner: "oxford", domains })]);
  let now = BEGUN_AT;
  const steps: ConfigurationStep[] = [];
  const tags: unknown[] = [];
  const world = { refused: "" };
  const budget = fakeBudget(1000);
  const deps: ConfigureDeps = {
    table,
    budget,
    configurator: {
      async take(step) {
        if (step.kind === world.refused) throw new ProjectConfigurationError("SES says no");
        steps.push(step);
        return step.kind === "find-tenant" ? { tenantArn: "arn:tenant" } : {};
      },
    },
    tag: async (identity, { owner, project }) => void tags.push([identity, owner, project]),
    defaults: DECLARED,
    by: "operator:arn:aws:iam::123456789012:user/ann",
    now: () => now,
    pause: async (ms) => {
      now += ms;
    },
  };
  return {
    ...{ table, steps, tags, world, budget },
    run: (isPlanned = false, name = PROJECT) => configureProject(name, isPlanned, deps),
    entry: async () => (await readProject(table, PROJECT)).current,
    changes: () => table.items().filter(({ sk }) => sk.startsWith("change#")),
  };
}

const kinds = (steps: readonly ConfigurationStep[]) => steps.map(({ kind }) => kind);

it("brings a domain that was ready before to what is declared now, each call in a slot of the budget", async () => {
  const { run, steps, tags, budget, entry } = await startProject();
  expect(await run()).toMatchObject({ outcome: "configured", identities: [IDENTITY], notes: [] });
  expect(tags).toEqual([[IDENTITY, "oxford", PROJECT]]);
  expect(kinds(steps)).toEqual([
    "create-configuration-set",
    "read-event-destinations",
    "create-tenant",
    "set-suppression",
    "find-tenant",
    "set-reputation-policy",
    "associate",
    "associate",
    "use-configuration-set",
  ]);
  expect(budget.taken).toHaveLength(1 + steps.length);
  expect((await entry())?.domains).toEqual([
    {
      identity: IDENTITY,
      onboardingId,
      rejectsOnMxFailure: true,
      configurationSet: PROJECT,
      tenant: "oxford",
    },
  ]);
});

it("records the operator in the trail of the project", async () => {
  const { run, changes } = await startProject();
  await run();
  expect(changes()).toMatchObject([
    { type: "configured", by: "operator:arn:aws:iam::123456789012:user/ann" },
  ]);
});

it("repeats the same steps, with the same result, if it is run again", async () => {
  const { run, steps, entry } = await startProject();
  await run();
  const [first, domains] = [kinds(steps.splice(0)), (await entry())?.domains];
  await run();
  expect(kinds(steps)).toEqual(first);
  expect((await entry())?.domains).toEqual(domains);
});

it("plans without a call to SES or a write", async () => {
  const { run, table, steps, tags, budget } = await startProject();
  const before = table.items();
  expect(await run(true)).toMatchObject({
    outcome: "planned",
    identities: [IDENTITY],
    wanted: { tenant: { name: "oxford", reputationPolicy: "strict" } },
  });
  expect([steps, tags, budget.taken, table.items()]).toEqual([[], [], [], before]);
});

it("skips a domain whose onboarding is still running", async () => {
  const { run, steps } = await startProject({ ...ONBOARDING, status: "verified" });
  expect(await run()).toMatchObject({
    outcome: "nothing-to-do",
    notes: [`${IDENTITY} is verified, not ready`],
  });
  expect(steps).toEqual([]);
});

it("leaves a shared domain to the project that its onboarding belongs to", async () => {
  const { run } = await startProject({ ...ONBOARDING, project: "first" });
  expect(await run()).toMatchObject({
    outcome: "nothing-to-do",
    notes: [`${IDENTITY} is configured with the project first`],
  });
});

it("reports what SES refuses as a failure of that project, and records nothing", async () => {
  const { run, world, changes } = await startProject();
  world.refused = "create-tenant";
  expect(await run()).toMatchObject({ outcome: "failed", notes: ["SES says no"] });
  expect(changes()).toEqual([]);
});

it("reports a project that the registry does not know", async () => {
  const { run } = await startProject();
  expect(await run(false, "none")).toMatchObject({ outcome: "failed", project: "none" });
});
