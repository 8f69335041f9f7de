import { expect, it } from "vitest";
import { probePlan } from "#core/onboarding/probe-plan";
import { newWatchedDomain, readWatched, stoppedWatchPut } from "#core/watch/watched-domain";
import { probeDomain } from "../../functions/probe-domains/probe-domain.ts";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { ABSENT, lastCheckOf, probeWorld, RIGHT } from "./probe-world.ts";

const IDENTITY = "oxfordstones.example";
const PK = `watch#${IDENTITY}`;
const HOUR = 3_600_000;

/** Starts with a watched domain whose first record is gone; each probe counts its writes. */
async function startWithBadRecord() {
  const world = await probeWorld({ status: "ready" });
  const { table } = world;
  const lastCheck = lastCheckOf(["right", "right", "right", "right", "right"]);
  const ready = onboardingOf({ status: "ready", lastCheck });
  await table.commit([await newWatchedDomain(table, ready, BEGUN_AT)]);
  world.publish([ABSENT, ...RIGHT.slice(1)]);
  const plan = probePlan.parse(table.items().find(({ pk }) => pk === PK)?.["probe"]);
  const watched = async () => {
    const found = await readWatched(table, IDENTITY);
    if (found === undefined) throw new Error("It is not watched");
    return found;
  };
  const probe = async (now: number): Promise<number> => {
    let writes = 0;
    const counting = {
      ...table,
      async commit(puts: Parameters<typeof table.commit>[0]) {
        writes += puts.length;
        return table.commit(puts);
      },
    };
    await probeDomain({ pk: PK, plan }, { now }, { ...world.deps, table: counting });
    return writes;
  };
  return { ...world, watched, probe };
}

it("writes a sign once in an hour, and makes a check due at its time", async () => {
  const { probe, watched } = await startWithBadRecord();
  expect(await probe(BEGUN_AT)).toBe(1);
  expect(await watched()).toMatchObject({ signAt: BEGUN_AT, dueAt: BEGUN_AT });
  expect(await probe(BEGUN_AT)).toBe(0);
  expect(await probe(BEGUN_AT + HOUR - 1)).toBe(0);
  expect(await probe(BEGUN_AT + HOUR)).toBe(1);
  expect(await watched()).toMatchObject({ signAt: BEGUN_AT + HOUR, dueAt: BEGUN_AT });
});

it("writes nothing about a domain whose watch has stopped", async () => {
  const { probe, watched, table } = await startWithBadRecord();
  await table.commit([stoppedWatchPut(await watched())]);
  expect(await probe(BEGUN_AT)).toBe(0);
});

it("writes nothing while all records are right", async () => {
  const { probe, publish } = await startWithBadRecord();
  publish(RIGHT);
  expect(await probe(BEGUN_AT)).toBe(0);
});

it("writes nothing about a domain that is not watched any more, though the index still lists it", async () => {
  const { deps } = await startWithBadRecord();
  const plan = { domain: "gone.example", since: BEGUN_AT, records: [] };
  const { name, type, value } = onboardingOf().records[0] ?? { name: "", type: "TXT", value: "" };
  const records = [{ name, type, value, right: true, seen: [] }];
  const due = { pk: "watch#gone.example", plan: { ...plan, records } };
  await expect(probeDomain(due, { now: BEGUN_AT }, deps)).resolves.toBeUndefined();
});
