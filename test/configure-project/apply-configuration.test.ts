import { describe, expect, it } from "vitest";
import type { ConfigurationStep, EventDestination, StepSight } from "#core/configuration-step";
import { ProjectConfigurationError, TransientServiceError } from "#core/errors";
import { failed } from "#core/failure";
import type { IdentityStatus } from "#core/onboarding";
import { changeOnboarding, readOnboarding } from "#core/onboarding-store";
import { readProject } from "#core/project";
import { projectConfiguration } from "#core/project-configuration";
import type { Table } from "#core/table";
import { configureProject } from "../../functions/configure-project/configure-project.ts";
import { crashingTable } from "../support/crashing-table.ts";
import { fakeBudget } from "../support/fake-ses.ts";
import { memoryTable } from "../support/memory-table.ts";
import { keep, BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID, issuedOf } from "../support/stages.ts";

const { identity, mailFrom, project } = onboardingOf();
const TO = "arn:aws:sns:eu-west-1:123456789012:feedback";
const EVERYTHING = {
  configurationSet: { name: "{owner}", create: true, events: { to: TO, types: ["BOUNCE", "COMPLAINT"] } },
  tenant: { name: "{project}" },
};
const ALL_STEPS = [
  "create-configuration-set",
  "look-at-events",
  "create-event-destination",
  "create-tenant",
  "associate",
  "associate",
  "use-configuration-set",
  "stop-forwarding-feedback",
];
const SUCCESS: IdentityStatus = { verification: "SUCCESS", dkim: "SUCCESS", mailFrom: "SUCCESS" };

/** A project under way to be configured as declared; SES does each step, as far as a test does not say otherwise. */
async function start(declared: unknown, { ses = {}, slotMilliseconds = 0 } = {}) {
  const table = memoryTable();
  await keep(table, issuedOf({ status: "verified", ses: { reads: 1, status: SUCCESS, ...ses } }));
  const steps: ConfigurationStep[] = [];
  const world = {
    declared,
    destinations: [] as EventDestination[],
    mailFrom: ["SUCCESS"] as (IdentityStatus["mailFrom"] | undefined)[],
    /** Happens once, during the next step. */
    meanwhile: undefined as (() => Promise<unknown>) | undefined,
    refuse: undefined as ((step: ConfigurationStep) => Error | undefined) | undefined,
  };
  const configurator = {
    async take(step: ConfigurationStep): Promise<StepSight> {
      steps.push(step);
      const { meanwhile } = world;
      world.meanwhile = undefined;
      await meanwhile?.();
      const error = world.refuse?.(step);
      if (error !== undefined) throw error;
      if (step.kind === "look-at-events") return { destinations: world.destinations };
      if (!step.kind.startsWith("find-mail-from")) return {};
      const [status] = world.mailFrom.length > 1 ? world.mailFrom.splice(0, 1) : world.mailFrom;
      return status === undefined ? {} : { mailFrom: status };
    },
  };
  const budget = fakeBudget(slotMilliseconds);
  const defaults = async () => projectConfiguration.parse(world.declared);
  const run = (now = NOW, through: Table = table) =>
    configureProject(
      { onboardingId: ID, attempt: 1, now },
      { table: through, budget, configurator, defaults },
    );
  const kinds = () => steps.map(({ kind }) => kind);
  const domain = async () => (await readProject(table, project)).current?.domains[0];
  return { table, world, steps, kinds, budget, run, domain };
}

it("takes each step once, in order, and keeps what the project's mail goes through", async () => {
  const { run, steps, kinds, domain, table } = await start(EVERYTHING);
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

it("takes no step, and no slot, where nothing is declared", async () => {
  const { run, steps, budget, domain } = await start({});
  expect(await run()).toEqual({ outcome: "configured" });
  expect([steps, budget.taken]).toEqual([[], []]);
  expect(await domain()).not.toHaveProperty("tenant");
});

describe("a process that dies", () => {
  /** The beginning is written before the first step. */
  const writes = ["the beginning", ...ALL_STEPS, "the end"];
  const deaths = writes.flatMap((what, index) =>
    (["before", "after"] as const).map((when) => [when, `${what} (${index})`, index] as const),
  );

  it.each(deaths)("%s the write of %s repeats that step at most", async (when, _, index) => {
    const { run, kinds, table } = await start(EVERYTHING);
    await expect(run(NOW, crashingTable(table, { nth: index + 1, when }))).rejects.toThrow("died");
    expect(await run()).toEqual({ outcome: "configured" });
    const repeated = when === "before" ? ALL_STEPS.slice(Math.max(0, index - 1), index) : [];
    expect(kinds().toSorted()).toEqual([...ALL_STEPS, ...repeated].toSorted());
  });

  it.each(ALL_STEPS.map((_, index) => index + 1))("in call %i goes on with it", async (nth) => {
    const { run, kinds, world, steps } = await start(EVERYTHING);
    world.refuse = () => (steps.length === nth ? new TransientServiceError("killed") : undefined);
    await expect(run()).rejects.toThrow(TransientServiceError);
    expect(await run()).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual(ALL_STEPS.toSpliced(nth, 0, ALL_STEPS[nth - 1] ?? ""));
  });
});

it("counts two runs at once as one", async () => {
  const { run, table } = await start(EVERYTHING);
  expect(await Promise.all([run(), run()])).toEqual([{ outcome: "configured" }, { outcome: "configured" }]);
  const configured = table.items().filter((item) => item["type"] === "configured");
  expect(configured).toHaveLength(1);
});

it("leaves off where another run was faster", async () => {
  const { run, kinds, world } = await start(EVERYTHING);
  world.meanwhile = run;
  expect(await run()).toEqual({ outcome: "configured" });
  expect(kinds()).toEqual(["create-configuration-set", ...ALL_STEPS]);
});

describe("the SES budget", () => {
  it("is waited for by the machine before each call", async () => {
    const { run, kinds, budget } = await start(EVERYTHING, { slotMilliseconds: 1000 });
    let now = NOW;
    let waits = 0;
    for (let outcome = await run(now); outcome.outcome === "waiting"; outcome = await run(now)) {
      expect(outcome.waitSeconds).toBe(1);
      waits += 1;
      now += 1000;
    }
    expect(kinds()).toEqual(ALL_STEPS);
    expect([waits, budget.taken.length]).toEqual([ALL_STEPS.length - 1, ALL_STEPS.length]);
  });

  it("keeps its slot over the wait", async () => {
    const { run, budget, steps } = await start(EVERYTHING, { slotMilliseconds: 5000 });
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

  it("fails, and goes on where it stood once that is mended in SES, still verified", async () => {
    const { run, kinds, world, table } = await start(EVERYTHING);
    world.refuse = noTopic;
    await expect(run()).rejects.toThrow("Could not publish message to SNS topic");
    expect((await readOnboarding(table, ID)).status).toBe("verified");
    await changeOnboarding(table, ID, (current) => failed(current, 1, "ProjectConfigurationError", NOW));
    world.refuse = undefined;
    expect(await run(NOW + 60_000)).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual(ALL_STEPS.toSpliced(3, 0, "create-event-destination"));
  });

  it("begins anew once that is mended in the declaration", async () => {
    const { run, kinds, world } = await start(EVERYTHING);
    world.refuse = noTopic;
    await expect(run()).rejects.toThrow("Could not publish message to SNS topic");
    const events = { ...EVERYTHING.configurationSet.events, to: `${TO}-2` };
    world.declared = { ...EVERYTHING, configurationSet: { ...EVERYTHING.configurationSet, events } };
    expect(await run()).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual([...ALL_STEPS.slice(0, 3), ...ALL_STEPS]);
  });

  it("is left to the machine's retry when another run applies another declaration", async () => {
    const { run, world } = await start(EVERYTHING);
    world.meanwhile = async () => {
      world.declared = { tenant: { name: "other" } };
      world.refuse = () => new ProjectConfigurationError("LimitExceededException");
      await expect(run()).rejects.toThrow("LimitExceededException");
      world.refuse = undefined;
    };
    await expect(run()).rejects.toThrow(TransientServiceError);
    expect(await run()).toEqual({ outcome: "configured" });
  });

  it("fails before any call if its names can't be", async () => {
    const { run, steps } = await start({
      tenant: { name: "{project}-with-a-name-that-is-much-too-long-for-a-tenant-of-SES" },
    });
    await expect(run()).rejects.toThrow(ProjectConfigurationError);
    expect(steps).toEqual([]);
  });
});

describe("events", () => {
  it("go where the declaration says in the end, however often that changed on the way", async () => {
    const { run, steps, world } = await start(EVERYTHING);
    world.refuse = ({ kind }) =>
      kind === "create-tenant" ? new ProjectConfigurationError("LimitExceededException") : undefined;
    for (const to of [TO, `${TO}-2`, TO]) {
      const events = { ...EVERYTHING.configurationSet.events, to };
      world.declared = { ...EVERYTHING, configurationSet: { ...EVERYTHING.configurationSet, events } };
      await expect(run()).rejects.toThrow("LimitExceededException");
      world.destinations = [{ ...own, to }];
    }
    expect(steps.flatMap((step) => ("to" in step ? `${step.kind} ${step.to}` : []))).toEqual([
      `create-event-destination ${TO}`,
      `change-event-destination ${TO}-2`,
      `change-event-destination ${TO}`,
    ]);
  });

  it("are no reason to stop forwarding feedback once ours publishes less of it", async () => {
    const events = { to: TO, types: ["BOUNCE"] };
    const { run, kinds, world } = await start({ configurationSet: { name: "shop", create: true, events } });
    world.destinations = [own];
    await run();
    expect(kinds()).not.toContain("stop-forwarding-feedback");
  });

  const own = { name: "sendworthy", isEnabled: true, to: TO, types: ["COMPLAINT", "BOUNCE"] };

  it.each([
    ["are left alone where they go right already", own, []],
    ["are sent elsewhere where that changed", { ...own, to: `${TO}-2` }, ["change-event-destination"]],
    [
      "are sent again where they were switched off",
      { ...own, isEnabled: false },
      ["change-event-destination"],
    ],
    ["get a destination beside somebody else's", { ...own, name: "other" }, ["create-event-destination"]],
  ])("%s", async (_, destination, expected) => {
    const { run, kinds, world } = await start(EVERYTHING);
    world.destinations = [destination];
    await run();
    expect(kinds().filter((kind) => kind.endsWith("event-destination"))).toEqual(expected);
  });

  it.each([
    ["stops where bounces and complaints are published", own, true],
    ["goes on where they are published nowhere", undefined, false],
    ["goes on where only bounces are", { ...own, types: ["BOUNCE"] }, false],
    ["goes on where the destination is switched off", { ...own, isEnabled: false }, false],
    ["goes on where they are only counted", { ...own, to: undefined }, false],
  ])("are why forwarding feedback %s", async (_, destination, stops) => {
    const { run, kinds, world } = await start({ configurationSet: { name: "there" } });
    world.destinations = destination === undefined ? [] : [destination];
    await run();
    expect(kinds()).toEqual([
      "look-at-events",
      "use-configuration-set",
      ...(stops ? ["stop-forwarding-feedback"] : []),
    ]);
  });
});

it("need not give an identity the configuration set that it was made with", async () => {
  const { run, kinds } = await start(
    { configurationSet: { name: "there" } },
    { ses: { configurationSet: "there" } },
  );
  await run();
  expect(kinds()).toEqual(["look-at-events"]);
});

describe("rejecting mail for want of the MX", () => {
  const REJECT = { behaviorOnMxFailure: "REJECT_MESSAGE" };

  it("begins only while SES finds it, and is seen through until it finds it again", async () => {
    const { run, kinds, world, domain } = await start(REJECT);
    world.mailFrom = ["TEMPORARY_FAILURE", "SUCCESS", "PENDING", "PENDING", "SUCCESS"];
    const waits = [await run(), await run(), await run()];
    expect(waits.map((wait) => wait.outcome)).toEqual(["waiting", "waiting", "waiting"]);
    expect(await run()).toEqual({ outcome: "configured" });
    expect(kinds()).toEqual([
      "find-mail-from",
      "find-mail-from",
      "reject-on-mx-failure",
      "find-mail-from-again",
      "find-mail-from-again",
      "find-mail-from-again",
    ]);
    expect(await domain()).toMatchObject({ mailFrom, rejectsOnMxFailure: true });
  });

  it.each(["FAILED", "TEMPORARY_FAILURE"] as const)(
    "falls back, and begins anew once that is mended, when it is %s afterwards",
    async (status) => {
      const { run, kinds, world, table } = await start(REJECT);
      world.mailFrom = ["SUCCESS", status, "SUCCESS"];
      await expect(run()).rejects.toThrow(`the MX record of ${mailFrom}`);
      expect(kinds().at(-1)).toBe("fall-back-on-mx-failure");
      await changeOnboarding(table, ID, (current) => failed(current, 1, "ProjectConfigurationError", NOW));
      expect(await run()).toEqual({ outcome: "configured" });
      expect(kinds().slice(4)).toEqual(["find-mail-from", "reject-on-mx-failure", "find-mail-from-again"]);
    },
  );

  it("is nothing for a project that is configured without its MAIL FROM domain", async () => {
    const { run, steps, domain } = await start(REJECT, {
      ses: { status: { ...SUCCESS, mailFrom: "PENDING" } },
    });
    expect(await run()).toEqual({ outcome: "configured" });
    expect(steps).toEqual([]);
    expect(await domain()).not.toHaveProperty("rejectsOnMxFailure");
  });
});
