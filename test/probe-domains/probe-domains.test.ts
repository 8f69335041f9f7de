import { describe, expect, it } from "vitest";
import { onboardingKey } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { awaitedShard } from "#core/probes/shards";
import { probeDomains, probeEvent } from "../../functions/probe-domains/probe-domains.ts";
import { BEGUN_AT, keep, onboardingOf } from "../support/onboarding-fixture.ts";
import { ABSENT, holding, lastCheckOf, probeWorld, RIGHT } from "./probe-world.ts";

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;
const FIVE = RIGHT.length;

describe("without a change", () => {
  it("asks five questions, reads no item and writes nothing", async () => {
    const world = await probeWorld();
    const before = world.table.items();
    expect(await world.run(MINUTE)).toEqual({ probed: 1, started: 0 });
    expect(world.questions()).toBe(FIVE);
    expect(world.table.items()).toEqual(before);
  });

  it("counts a missing answer as no change", async () => {
    const world = await probeWorld({ lastCheck: lastCheckOf(["right", "right", "right", "right", "right"]) });
    world.publish(RIGHT.map(() => ({ kind: "unknown", reason: "timeout" })));
    await world.run(MINUTE);
    expect(world.woken).toEqual([]);
  });

  it("asks no further server, since no record became right", async () => {
    const world = await probeWorld();
    let isFurtherAsked = false;
    const askAll: typeof world.deps.prober.askAll = async () => {
      isFurtherAsked = true;
      return [];
    };
    await probeDomains(
      { time: BEGUN_AT + MINUTE * 1000 },
      { ...world.deps, prober: { ...world.deps.prober, askAll } },
    );
    expect([world.questions(), isFurtherAsked]).toEqual([FIVE, false]);
  });

  it("does not count a record that only one server has as a change", async () => {
    const world = await probeWorld();
    world.servers[0] = RIGHT;
    for (let minute = 1; minute < 10; minute += 1) await world.run(minute * MINUTE);
    expect(world.woken).toEqual([]);
  });

  it("counts no value that the last check saw as a change", async () => {
    const world = await probeWorld({ lastCheck: lastCheckOf(["wrong"], ["old.example", "older.example"]) });
    world.servers[0] = [holding("old.example"), ABSENT, ABSENT, ABSENT, ABSENT];
    world.servers[1] = [holding("older.example"), ABSENT, ABSENT, ABSENT, ABSENT];
    for (let minute = 1; minute < 10; minute += 1) await world.run(minute * MINUTE);
    expect(world.woken).toEqual([]);
  });
});

describe("asked by the page of a person who waits", () => {
  const shard = async (said = {}, now = BEGUN_AT + 20_000) => {
    const world = await probeWorld({ signals: { count: 1, seen: 1, confirmedAt: BEGUN_AT }, ...said });
    return { world, now, shard: awaitedShard(await world.now(), now) };
  };

  it("probes at once, and resumes the execution after a change", async () => {
    const { world, shard: asked } = await shard();
    world.publish(RIGHT);
    await probeDomains(probeEvent.parse(asked), world.deps);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
  });

  it("spaces the probes of one domain, however many pages ask", async () => {
    const { world, shard: asked } = await shard();
    for (let page = 0; page < 20; page += 1) await probeDomains(probeEvent.parse(asked), world.deps);
    expect(world.questions()).toBe(FIVE);
  });

  it("does not begin unless a person acted within ten minutes, and a record is awaited", async () => {
    expect((await shard({ signals: { count: 0, seen: 0 } })).shard).toBeUndefined();
    expect((await shard({}, BEGUN_AT + 10 * MINUTE * 1000)).shard).toBeUndefined();
    const allRight = lastCheckOf(["right", "right", "right", "right", "right"]);
    expect((await shard({ lastCheck: allRight })).shard).toBeUndefined();
  });
});

describe("with a change", () => {
  it("writes a signal, and then resumes the execution", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    await world.run(MINUTE);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
    const { signals, probed } = await world.now();
    expect(signals).toEqual({ count: 1, seen: 0 });
    expect(probed).toEqual({ at: BEGUN_AT + MINUTE * 1000, saw: "all-right" });
  });

  it("keeps the signal if the execution can't be resumed, and resumes it in the next run without a second signal", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    world.failure.error = new Error("throttled");
    await world.run(MINUTE);
    delete world.failure.error;
    await world.run(2 * MINUTE);
    expect(world.woken).toEqual(["TASK-TOKEN"]);
    expect((await world.now()).signals.count).toBe(1);
  });

  it("writes one signal when a run comes twice at once", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    await Promise.all([world.run(MINUTE), world.run(MINUTE)]);
    expect((await world.now()).signals.count).toBe(1);
  });

  it("writes none when a person has just asked for a check", async () => {
    const world = await probeWorld({ signals: { count: 1, seen: 0, checkRequestedAt: BEGUN_AT } });
    world.publish(RIGHT);
    await world.run(MINUTE);
    expect((await world.now()).signals.count).toBe(1);
  });

  it("leaves alone what was cancelled after the index was read", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    const [entry] = await world.table.read("waiting");
    await changeOnboarding(world.table, entry?.pk ?? "", ({ signals }) => ({
      set: { signals: { ...signals, count: 1, seen: 1, cancelledAt: BEGUN_AT } },
    }));
    const index = { read: async (part: string) => (part === "waiting" && entry ? [entry] : []) };
    await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, index });
    expect(world.woken).toEqual([]);
    expect((await world.now()).signals.count).toBe(1);
  });
});

describe("an execution that was just resumed", () => {
  /** Checks as the state machine does after each signal, and finds what the first server holds. */
  async function checked(
    world: Awaited<ReturnType<typeof probeWorld>>,
    states: Parameters<typeof lastCheckOf>[0],
  ) {
    const { onboardingId } = await world.now();
    await changeOnboarding(world.table, onboardingId, ({ signals }) => ({
      set: { signals: { ...signals, seen: signals.count }, lastCheck: lastCheckOf(states) },
    }));
  }

  it("is resumed for changes at most once in five minutes, whatever the servers answer", async () => {
    const world = await probeWorld();
    for (let minute = 1; minute <= 30; minute += 1) {
      world.publish([holding(`value${minute}.example`), ABSENT, ABSENT, ABSENT, ABSENT]);
      await world.run(minute * MINUTE);
      await checked(world, []);
    }
    expect(world.woken).toHaveLength(6);
  });

  it("is resumed at once when all five are right, also after a change", async () => {
    const world = await probeWorld();
    world.publish([holding("old.example"), ABSENT, ABSENT, ABSENT, ABSENT]);
    await world.run(MINUTE);
    await checked(world, ["wrong"]);
    world.publish(RIGHT);
    await world.run(2 * MINUTE);
    expect(world.woken).toHaveLength(2);
  });

  it("is resumed once in ten minutes while records are saved one by one, and at once by the last one", async () => {
    const world = await probeWorld();
    const [first = ABSENT, second = ABSENT] = RIGHT;
    world.publish([first, ABSENT, ABSENT, ABSENT, ABSENT]);
    for (let minute = 1; minute <= 10; minute += 1) await world.run(minute * MINUTE);
    expect(world.woken).toHaveLength(1);
    await checked(world, ["right"]);
    world.publish([first, second, ABSENT, ABSENT, ABSENT]);
    for (let minute = 11; minute <= 20; minute += 1) await world.run(minute * MINUTE);
    expect(world.woken).toHaveLength(2);
    world.publish(RIGHT);
    await world.run(21 * MINUTE);
    expect(world.woken).toHaveLength(3);
  });

  it("is not resumed each minute for five records that only the prober finds right", async () => {
    const world = await probeWorld();
    world.publish(RIGHT);
    for (let minute = 1; minute <= 20; minute += 1) {
      await world.run(minute * MINUTE);
      await checked(world, []);
    }
    expect(world.woken).toHaveLength(4);
  });
});

describe("the turn of a domain", () => {
  it("comes every minute for two weeks after somebody acted, and every ten minutes later", async () => {
    const world = await probeWorld();
    const probedIn = async (fromSeconds: number): Promise<number> => {
      const runs = Array.from({ length: 20 }, (_, minute) => world.run(fromSeconds + minute * MINUTE));
      return (await Promise.all(runs)).reduce((sum, { probed }) => sum + probed, 0);
    };
    expect(await probedIn(MINUTE)).toBe(20);
    expect(await probedIn(15 * DAY)).toBe(2);
    const { onboardingId } = await world.now();
    const at = BEGUN_AT + 15 * DAY * 1000;
    await changeOnboarding(world.table, onboardingId, ({ lastCheck }) => ({
      ...(lastCheck && { set: { lastCheck: { ...lastCheck, at } } }),
    }));
    expect(await world.table.read("waiting")).toEqual([]);
    expect(await probedIn(15 * DAY)).toBe(2);
    await changeOnboarding(world.table, onboardingId, ({ signals }) => ({
      set: { signals: { ...signals, checkRequestedAt: at } },
    }));
    expect(await probedIn(15 * DAY)).toBe(20);
  });

  it("is over once nothing is awaited", async () => {
    const world = await probeWorld({ status: "verified" });
    expect(await world.run(MINUTE)).toEqual({ probed: 0, started: 0 });
  });
});

describe("a large run", () => {
  it("is divided into parts, each for one invocation", async () => {
    const world = await probeWorld();
    for (let number = 0; number < 500; number += 1) {
      const onboardingId = `onb_${number}`;
      const identity = `customer${number}.example`;
      await keep(world.table, onboardingOf({ onboardingId, identity }));
    }
    expect(await world.run(MINUTE)).toEqual({ probed: 0, started: 2 });
    expect(world.questions()).toBe(0);
    const parts = world.shards.map((shard) => probeEvent.parse(JSON.parse(JSON.stringify(shard))));
    const done = await Promise.all(parts.map((part) => probeDomains(part, world.deps)));
    expect(done.reduce((sum, { probed }) => sum + probed, 0)).toBe(501);
  });

  it("takes the domains of a large DNS host itself, in their time, and starts parts for the others", async () => {
    const world = await probeWorld();
    const place = { zone: "large.example", host: "@", nameServers: ["ns1.large.example"] };
    const { records } = lastCheckOf([]);
    const lastCheck = { ...lastCheckOf([]), records: records.map((one) => ({ ...one, place })) };
    for (let number = 0; number < 600; number += 1) {
      const said = number < 60 ? { lastCheck } : {};
      const identity = `customer${number}.example`;
      await keep(world.table, onboardingOf({ onboardingId: `onb_${number}`, identity, ...said }));
    }
    const paused: number[] = [];
    const pause = async (ms: number) => void paused.push(ms);
    const run = await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, pause });
    expect(run).toEqual({ probed: 500, started: 1 });
    expect(paused.reduce((sum, ms) => sum + ms, 0)).toBeLessThan(1500);
    const done = await Promise.all(world.shards.map((part) => probeDomains(part, world.deps)));
    expect(done.map(({ probed }) => probed)).toEqual([101]);
  });

  it("probes the other domains if one fails", async () => {
    const world = await probeWorld();
    await keep(world.table, onboardingOf({ onboardingId: "onb_broken", identity: "broken.example" }));
    world.publish(RIGHT);
    const get = world.table.get.bind(world.table);
    const table = {
      ...world.table,
      get: (key: Parameters<typeof get>[0]) =>
        key.pk === onboardingKey("onb_broken").pk ? Promise.reject(new Error("broken")) : get(key),
    };
    await probeDomains({ time: BEGUN_AT + MINUTE * 1000 }, { ...world.deps, table });
    expect(world.woken).toEqual(["TASK-TOKEN"]);
  });
});
