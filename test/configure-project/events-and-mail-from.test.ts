import { describe, expect, it } from "vitest";
import { ProjectConfigurationError } from "#core/errors";
import { failOnboarding } from "#core/onboarding/changes/failed-execution";
import { changeOnboarding } from "#core/onboarding/store";
import { BEGUN_AT as NOW, onboardingOf } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { EVERYTHING, SUCCESS, startConfiguration, TO } from "./configuration-world.ts";

const { mailFrom } = onboardingOf();

describe("events", () => {
  it("go where the last declaration says, however often it changed before", async () => {
    const { run, steps, world } = await startConfiguration(EVERYTHING);
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

  it("do not stop feedback forwarding once Sendworthy's destination publishes fewer kinds", async () => {
    const events = { to: TO, types: ["BOUNCE"] };
    const { run, kinds, world } = await startConfiguration({
      configurationSet: { name: "shop", create: true, events },
    });
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
    const { run, kinds, world } = await startConfiguration(EVERYTHING);
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
    const { run, kinds, world } = await startConfiguration({ configurationSet: { name: "there" } });
    world.destinations = destination === undefined ? [] : [destination];
    await run();
    expect(kinds()).toEqual([
      "read-event-destinations",
      "use-configuration-set",
      ...(stops ? ["stop-forwarding-feedback"] : []),
    ]);
  });
});

it("need not give an identity the configuration set that it was made with", async () => {
  const { run, kinds } = await startConfiguration(
    { configurationSet: { name: "there" } },
    { ses: { configurationSet: "there" } },
  );
  await run();
  expect(kinds()).toEqual(["read-event-destinations"]);
});

describe("rejecting mail for want of the MX", () => {
  const REJECT = { behaviorOnMxFailure: "REJECT_MESSAGE" };

  it("begins only while SES finds it; once begun, it waits until SES finds it again", async () => {
    const { run, kinds, world, domain } = await startConfiguration(REJECT);
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
    "falls back, and starts again once that is fixed, when it is %s afterwards",
    async (status) => {
      const { run, kinds, world, table } = await startConfiguration(REJECT);
      world.mailFrom = ["SUCCESS", status, "SUCCESS"];
      await expect(run()).rejects.toThrow(`the MX record of ${mailFrom}`);
      expect(kinds().at(-1)).toBe("fall-back-on-mx-failure");
      await changeOnboarding(table, ID, (current) =>
        failOnboarding(current, 1, "ProjectConfigurationError", NOW),
      );
      expect(await run()).toEqual({ outcome: "configured" });
      expect(kinds().slice(4)).toEqual(["find-mail-from", "reject-on-mx-failure", "find-mail-from-again"]);
    },
  );

  it("is nothing for a project that is configured without its MAIL FROM domain", async () => {
    const { run, steps, domain } = await startConfiguration(REJECT, {
      ses: { status: { ...SUCCESS, mailFrom: "PENDING" } },
    });
    expect(await run()).toEqual({ outcome: "configured" });
    expect(steps).toEqual([]);
    expect(await domain()).not.toHaveProperty("rejectsOnMxFailure");
  });
});
