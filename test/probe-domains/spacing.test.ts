import { expect, it } from "vitest";
import { probePlan } from "#core/onboarding/probe-plan";
import { probeShard } from "../../functions/probe-domains/probe-shard.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { probeWorld } from "./probe-world.ts";

it("pauses between the domains of one DNS host, and not before those that are due at once", async () => {
  const { table, deps, questions } = await probeWorld();
  const [entry] = await table.read("waiting");
  const plan = probePlan.parse(entry?.["probe"]);
  const at = (nameServer: string, name: string) => ({
    pk: ID,
    plan: { ...plan, domain: `${name}.example`, nameServer },
  });
  const large = ["bath", "oxford", "york"].map((name) => at("ns1.large.example", name));
  const domains = [...large, at("ns1.small.example", "wells")];
  const paused: number[] = [];
  const pause = async (ms: number) => void paused.push(ms);
  await probeShard({ now: BEGUN_AT + 60_000, sharers: 1, domains }, { ...deps, pause });
  expect(paused).toEqual([25, 25]);
  expect(questions()).toBe(20);
});
