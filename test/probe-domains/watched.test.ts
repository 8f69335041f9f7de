import { expect, it } from "vitest";
import { newWatchedDomain, readWatched } from "#core/watch/watched-domain";
import { BEGUN_AT, onboardingOf } from "../support/onboarding-fixture.ts";
import { ABSENT, lastCheckOf, probeWorld, RIGHT } from "./probe-world.ts";

const MINUTE = 60;
const QUARTER = 15 * MINUTE;
const IDENTITY = "oxfordstones.example";

async function watchedWorld() {
  const world = await probeWorld({ status: "ready" });
  const lastCheck = lastCheckOf(["right", "right", "right", "right", "right"]);
  const ready = onboardingOf({ status: "ready", lastCheck });
  await world.table.commit([await newWatchedDomain(world.table, ready, BEGUN_AT)]);
  world.publish(RIGHT);
  const watched = async () => {
    const found = await readWatched(world.table, IDENTITY);
    if (found === undefined) throw new Error("It is not watched");
    return found;
  };
  /** Runs the prober for some minutes from a given minute on; returns how often the domain was probed. */
  const runMinutes = async (from: number, minutes: number): Promise<number> => {
    let probes = 0;
    for (let minute = from; minute < from + minutes; minute += 1) {
      probes += (await world.run(minute * MINUTE)).probed;
    }
    return probes;
  };
  return { ...world, watched, runMinutes };
}

it("probes a verified domain once in a quarter of an hour, and writes nothing while all is right", async () => {
  const world = await watchedWorld();
  const before = await world.watched();
  expect(await world.runMinutes(0, 60)).toBe(4);
  expect(await world.watched()).toEqual(before);
});

it("makes a check due within a quarter of an hour after a record is gone", async () => {
  const world = await watchedWorld();
  world.publish([ABSENT, ...RIGHT.slice(1)]);
  await world.runMinutes(0, 15);
  const { dueAt, signAt, records } = await world.watched();
  expect(signAt).toBeLessThanOrEqual(BEGUN_AT + QUARTER * 1000);
  expect(dueAt).toBe(signAt);
  expect(records.every(({ bad }) => bad === undefined)).toBe(true);
  expect(world.woken).toEqual([]);
});

it("makes a check due once in an hour, however often servers answer badly", async () => {
  const world = await watchedWorld();
  world.publish([ABSENT, ...RIGHT.slice(1)]);
  const { version } = await world.watched();
  await world.runMinutes(0, 120);
  expect((await world.watched()).version).toBe(version + 2);
});

it("makes a check due soon after a clock that was a day ahead is set right", async () => {
  const world = await watchedWorld();
  world.publish([ABSENT, ...RIGHT.slice(1)]);
  await world.runMinutes(24 * 60, 15);
  await world.runMinutes(0, 15);
  expect((await world.watched()).dueAt).toBeLessThanOrEqual(BEGUN_AT + QUARTER * 1000);
});

it("does not count a missing answer as a sign", async () => {
  const world = await watchedWorld();
  const { version } = await world.watched();
  world.publish(RIGHT.map(() => ({ kind: "unknown", reason: "servfail" })));
  await world.runMinutes(0, 60);
  expect((await world.watched()).version).toBe(version);
});
