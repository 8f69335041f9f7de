import { describe, expect, it } from "vitest";
import { changeOnboarding } from "#core/onboarding/store";
import { probeDomains } from "../../functions/probe-domains/probe-domains.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { ABSENT, holding, lastCheckOf, probeWorld, RIGHT } from "./probe-world.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

type World = Awaited<ReturnType<typeof probeWorld>>;

/** Checks as the state machine does after each signal, and finds no record. */
async function checked(world: World): Promise<void> {
  const { onboardingId } = await world.now();
  await changeOnboarding(world.table, onboardingId, ({ signals }) => ({
    set: { signals: { ...signals, seen: signals.count } },
  }));
}

/** Publishes a different value each time, so that the prober observes a change. */
function publishChange(world: World, number: number): void {
  world.publish([holding(`value${number}.example`), ABSENT, ABSENT, ABSENT, ABSENT]);
}

/** Counts the calls of a run and makes one of them end the process, before or after its effect. */
function dying(world: World, at: number, when: "before" | "after") {
  let calls = 0;
  const call = async <T>(work: () => Promise<T>): Promise<T> => {
    const isLast = calls === at;
    calls += 1;
    if (calls > at + 1 || (isLast && when === "before")) throw new Error("the process is gone");
    const result = await work();
    if (isLast) throw new Error("the process is gone");
    return result;
  };
  const { table, prober, resumer, index } = world.deps;
  const deps = {
    ...world.deps,
    index: { read: (part: string) => call(() => index.read(part)) },
    prober: {
      askOne: (...asked: Parameters<typeof prober.askOne>) => call(() => prober.askOne(...asked)),
      askAll: (...asked: Parameters<typeof prober.askAll>) => call(() => prober.askAll(...asked)),
    },
    table: {
      ...table,
      get: (key: Parameters<typeof table.get>[0]) => call(() => table.get(key)),
      commit: (puts: Parameters<typeof table.commit>[0]) => call(() => table.commit(puts)),
    },
    resumer: { resume: (token: string) => call(() => resumer.resume(token)) },
  };
  return { deps, calls: () => calls };
}

describe("a run that is killed", () => {
  it.each(["before", "after"] as const)(
    "%s any of its calls loses no signal and repeats none",
    async (when) => {
      let calls = Number.POSITIVE_INFINITY;
      for (let at = 0; at < calls; at += 1) {
        const world = await probeWorld();
        world.publish(RIGHT);
        const run = dying(world, at, when);
        await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, run.deps).catch(() => undefined);
        await world.run(2 * MINUTE);
        expect((await world.now()).signals.count).toBe(1);
        // The next run resumes an execution again that has not considered the signal yet.
        expect(new Set(world.woken)).toEqual(new Set(["TASK-TOKEN"]));
        if (run.calls() <= at) calls = at;
      }
      expect(calls).toBeGreaterThan(6);
    },
  );
});

describe("runs that come late, out of order or by a wrong clock", () => {
  it("resume the execution for changes once in five minutes", async () => {
    const world = await probeWorld();
    for (const minute of [10, 9, 12, 8, 11, 13, 10, 14, 7]) {
      publishChange(world, minute);
      await world.run(minute * MINUTE);
      await checked(world);
    }
    expect(world.woken).toHaveLength(1);
  });

  it("resume it soon after a clock that was a day ahead is set right", async () => {
    const world = await probeWorld();
    publishChange(world, 1);
    await world.run(DAY);
    await checked(world);
    publishChange(world, 2);
    await world.run(MINUTE);
    expect(world.woken).toHaveLength(2);
  });

  it("resume it after days in which the prober did not run", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    await world.run(3 * DAY);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
  });
});

describe("a prober that meets others", () => {
  it("leaves the signal if the execution's own check comes first", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    const { onboardingId } = await world.now();
    const taking = { resume: async () => checked(world) };
    await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, resumer: taking });
    await changeOnboarding(world.table, onboardingId, () => ({
      set: { lastCheck: lastCheckOf(["right", "right", "right", "right", "right"]) },
    }));
    for (let minute = 2; minute < 20; minute += 1) await world.run(minute * MINUTE);
    expect((await world.now()).signals.count).toBe(1);
    expect(world.woken).toEqual([]);
  });

  it("writes no signal beside that of a person who confirms between its read and its write", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    const { onboardingId } = await world.now();
    let isSaid = false;
    const table = {
      ...world.table,
      async get(key: Parameters<World["table"]["get"]>[0]) {
        const item = await world.table.get(key);
        if (!isSaid) {
          isSaid = true;
          await changeOnboarding(world.table, onboardingId, ({ signals }) => ({
            set: { signals: { ...signals, count: signals.count + 1, confirmedAt: BEGUN_AT + 1 } },
          }));
        }
        return item;
      },
    };
    await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, table });
    const { signals } = await world.now();
    expect(signals).toEqual({ count: 1, seen: 0, confirmedAt: BEGUN_AT + 1 });
  });
});

describe("a shard that always fails", () => {
  /** Makes many DNS hosts, of which the shard of one cannot be started. */
  async function manyShards() {
    const world = await probeWorld();
    for (let number = 0; number < 1200; number += 1) {
      const identity = `customer${number}.example`;
      await keep(world.table, onboardingOf({ onboardingId: `onb_${number}`, identity }));
    }
    return world;
  }

  it("delays no other shard, fails the run and is part of the next one", async () => {
    const world = await manyShards();
    let attempts = 0;
    const shards = {
      async start(shard: Parameters<World["deps"]["shards"]["start"]>[0]) {
        attempts += 1;
        if (attempts % 3 === 1) throw new Error("throttled");
        await world.deps.shards.start(shard);
      },
    };
    const deps = { ...world.deps, shards };
    for (const minute of [1, 2]) {
      const time = BEGUN_AT + minute * MINUTE * 1000;
      await expect(probeDomains({ time }, deps)).rejects.toThrow("throttled");
    }
    expect([attempts, world.shards.length]).toEqual([6, 4]);
  });

  it("ends all the same, and the next run probes its domains again", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    const silent = async () => {
      throw new Error("no socket");
    };
    const prober = { askOne: silent, askAll: silent };
    await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, prober });
    await world.run(2 * MINUTE);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
  });
});
