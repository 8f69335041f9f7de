import { expect, it } from "vitest";
import { probePlan } from "#core/onboarding/probe-plan";
import { probeDomain } from "../../functions/probe-domains/probe-domain.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { ABSENT, probeWorld, RIGHT } from "./probe-world.ts";

/** Returns in how many of ten minutes a probe resumes the execution when the first record is right. */
async function minutesWoken(said: { readonly isAwaited?: boolean }): Promise<number> {
  let woken = 0;
  for (let minute = 0; minute < 10; minute += 1) {
    const world = await probeWorld();
    world.publish([...RIGHT.slice(0, 1), ...RIGHT.slice(1).map(() => ABSENT)]);
    const plan = probePlan.parse(world.table.items().find(({ pk }) => pk === ID)?.["probe"]);
    await probeDomain({ pk: ID, plan }, { now: BEGUN_AT + minute * 60_000, ...said }, world.deps);
    woken += world.woken.length;
  }
  return woken;
}

it.each([
  ["once in ten minutes while nobody waits at the page", {}, 1],
  ["once in ten minutes in a run of the schedule", { isAwaited: false }, 1],
  ["in every minute while somebody waits at the page", { isAwaited: true }, 10],
])("progress resumes the execution %s", async (_, said, count) => {
  expect(await minutesWoken(said)).toBe(count);
});
