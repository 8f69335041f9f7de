import { describe, expect, it } from "vitest";
import { ProjectConfigurationError, TransientServiceError } from "#core/errors";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import { changeOnboarding, readOnboarding } from "#core/onboarding/store";
import type { ConfigurationStep } from "#core/projects/configuration/steps";
import { crashingTable } from "../support/crashing-table.ts";
import { BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { ALL_STEPS, EVERYTHING, startConfiguration, TO } from "./configuration-world.ts";

const { identity, project } = onboardingOf();

it("takes each step once, in order, and records the tenant and the configuration set of the project's mail", async () => {
  const { run, steps, kinds, domain, table } = await startConfiguration(EVERYTHING);
  expect(await run()).toEqual({ outcome: "configured" });
  expect(kinds()).toEqual(ALL_STEPS);
  expect(steps.filter(({ kind }) => kind === "associate")).toEqual([
    { kind: "associate", tenant: project, resource: "configuration-set/oxford" },
    { kind: "associate", tenant: project, resource: `identity/${identity}` },
  ]);
  expect(await domain()).toMatchObject({ identity, configurationSet: "oxford", tenant: project });
  const after = await readOnboarding(table, ID);
  expect(after.status).toBe("configured");
  expect(after).not.toHaveProperty("configuring");
  expect(await run()).toEqual({ outcome: "configured" });
  expect(kinds()).toEqual(ALL_STEPS);
});

it.each([
  ["nothing beside its name", {}, []],
  ["a policy", { reputationPolicy: "strict" }, ["find-tenant", "set-reputation-policy"]],
  ["a suppression list of its own", { suppression: { scope: "TENANT" } }, ["set-suppression"]],
])(
  "protects a tenant for which %s is declared, before anything is associated with it",
  async (_, declared, expected) => {
    const { run, kinds } = await startConfiguration({ tenant: { name: "{project}", ...declared } });
    expect(await run()).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual(["create-tenant", ...expected, "associate"]);
  },
);

it("takes no step where nothing is declared, and one slot, to find address identities", async () => {
  const { run, steps, budget, domain } = await startConfiguration({});
  expect(await run()).toEqual({ outcome: "configured" });
  expect([steps, budget.taken]).toEqual([[], [NOW]]);
  expect(await domain()).not.toHaveProperty("tenant");
});

describe("a process that dies", () => {
  /** The beginning is written before the first step. */
  const writes = ["the beginning", ...ALL_STEPS, "the end"];
  const deaths = writes.flatMap((what, index) =>
    (["before", "after"] as const).map((when) => [when, `${what} (${index})`, index] as const),
  );

  it.each(deaths)("%s the write of %s repeats that step at most", async (when, _, index) => {
    const { run, kinds, table } = await startConfiguration(EVERYTHING);
    await expect(run(NOW, crashingTable(table, { nth: index + 1, when }))).rejects.toThrow("died");
    expect(await run()).toEqual({ outcome: "configured" });
    const repeated = when === "before" ? ALL_STEPS.slice(Math.max(0, index - 1), index) : [];
    expect(kinds().toSorted()).toEqual([...ALL_STEPS, ...repeated].toSorted());
  });

  it.each(ALL_STEPS.map((_, index) => index + 1))(
    "in call %i repeats that step, and continues",
    async (nth) => {
      const { run, kinds, world, steps } = await startConfiguration(EVERYTHING);
      world.refuse = () => (steps.length === nth ? new TransientServiceError("killed") : undefined);
      await expect(run()).rejects.toThrow(TransientServiceError);
      expect(await run()).toEqual({ outcome: "configured" });
      expect(kinds()).toEqual(ALL_STEPS.toSpliced(nth, 0, ...ALL_STEPS.slice(nth - 1, nth)));
    },
  );
});

it("counts two runs at once as one", async () => {
  const { run, table } = await startConfiguration(EVERYTHING);
  expect(await Promise.all([run(), run()])).toEqual([{ outcome: "configured" }, { outcome: "configured" }]);
  const configured = table.items().filter((item) => item["type"] === "configured");
  expect(configured).toHaveLength(1);
});

it("stops where another run was faster", async () => {
  const { run, kinds, world, table } = await startConfiguration(EVERYTHING);
  const left: unknown[] = [];
  world.meanwhile = async () => {
    await run();
    left.push(await readOnboarding(table, ID));
  };
  expect(await run()).toEqual({ outcome: "configured" });
  expect([await readOnboarding(table, ID)]).toEqual(left);
  expect(kinds()).toEqual(["create-configuration-set", ...ALL_STEPS]);
});

describe("the SES budget", () => {
  it("is waited for by the machine before each call", async () => {
    const { run, kinds, budget } = await startConfiguration(EVERYTHING, { slotMilliseconds: 1000 });
    let now = NOW;
    let waits = 0;
    for (let outcome = await run(now); outcome.outcome === "waiting"; outcome = await run(now)) {
      expect(outcome.waitSeconds).toBe(1);
      waits += 1;
      now += 1000;
    }
    expect(kinds()).toEqual(ALL_STEPS);
    // One further call finds the e-mail-address identities.
    const calls = ALL_STEPS.length + 1;
    expect([waits, budget.taken.length]).toEqual([calls - 1, calls]);
  });

  it("keeps its slot during the wait", async () => {
    const { run, budget, steps } = await startConfiguration(EVERYTHING, { slotMilliseconds: 5000 });
    await budget.take(NOW);
    expect(await run()).toEqual({ outcome: "waiting", waitSeconds: 5 });
    expect(await run(NOW + 2000)).toEqual({ outcome: "waiting", waitSeconds: 3 });
    expect([steps, budget.taken.length]).toEqual([[], 2]);
  });
});

describe("a configuration that can't be applied", () => {
  const noTopic = (step: ConfigurationStep) =>
    step.kind === "create-event-destination" && step.to === TO
      ? new ProjectConfigurationError("Could not publish message to SNS topic")
      : undefined;

  it("fails, and continues from the same step after a fix in SES, still verified", async () => {
    const { run, kinds, world, table } = await startConfiguration(EVERYTHING);
    world.refuse = noTopic;
    await expect(run()).rejects.toThrow("Could not publish message to SNS topic");
    expect((await readOnboarding(table, ID)).status).toBe("verified");
    await changeOnboarding(table, ID, (current) =>
      failOnboarding(current, 1, "ProjectConfigurationError", NOW),
    );
    world.refuse = undefined;
    expect(await run(NOW + 60_000)).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual(ALL_STEPS.toSpliced(3, 0, "create-event-destination"));
  });

  it("starts from the beginning after a fix in the declaration", async () => {
    const { run, kinds, world } = await startConfiguration(EVERYTHING);
    world.refuse = noTopic;
    await expect(run()).rejects.toThrow("Could not publish message to SNS topic");
    const events = { ...EVERYTHING.configurationSet.events, to: `${TO}-2` };
    world.declared = { ...EVERYTHING, configurationSet: { ...EVERYTHING.configurationSet, events } };
    expect(await run()).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual([...ALL_STEPS.slice(0, 3), ...ALL_STEPS]);
  });

  it("is left to the machine's retry when another run applies another declaration", async () => {
    const { run, world } = await startConfiguration(EVERYTHING);
    world.meanwhile = async () => {
      world.declared = { tenant: { name: "other" } };
      world.refuse = () => new ProjectConfigurationError("LimitExceededException");
      await expect(run()).rejects.toThrow("LimitExceededException");
      world.refuse = undefined;
    };
    await expect(run()).rejects.toThrow(TransientServiceError);
    expect(await run()).toEqual({ outcome: "configured" });
  });

  it("fails before any call if SES does not allow its names", async () => {
    const { run, steps } = await startConfiguration({
      tenant: { name: "{project}-with-a-name-that-is-much-too-long-for-a-tenant-of-SES" },
    });
    await expect(run()).rejects.toThrow(ProjectConfigurationError);
    expect(steps).toEqual([]);
  });
});
