import { setTimeout as sleep } from "node:timers/promises";
import { expect, it, onTestFinished } from "vitest";
import { compareWith } from "../../infra/bench/diagnosis/against.ts";
import { sendworthy } from "../../infra/bench/diagnosis/contenders.ts";
import { measure, startWorld } from "../../infra/bench/diagnosis/processes.ts";
import { domainName, serve, zonesOf } from "../../infra/bench/diagnosis/zones.ts";
import { median } from "../../infra/bench/median.ts";

/** Longer than a loaded machine needs to determine the next questions. */
const QUIET_MS = 250;

/** Answers all pending queries only when no more arrive, so that each time is one round of latency. */
function rounds() {
  let waiting: (() => void)[] = [];
  let lastAt = performance.now();
  let count = 0;
  const stop = new AbortController();
  const ready = (async () => {
    while (!stop.signal.aborted) {
      await sleep(20);
      if (waiting.length === 0 || performance.now() < lastAt + QUIET_MS) continue;
      const answered = waiting;
      waiting = [];
      count += 1;
      for (const answer of answered) answer();
    }
  })();
  return {
    count: () => count,
    wait: () => {
      lastAt = performance.now();
      return new Promise<void>((resolve) => waiting.push(resolve));
    },
    stop: () => {
      stop.abort();
      return ready;
    },
  };
}

it("takes five rounds of latency at most when all is right", async () => {
  const zones = zonesOf(1);
  const latency = rounds();
  const servers = await Promise.all(
    [false, true].map((resolver) => serve(zones, { resolver, before: latency.wait })),
  );
  onTestFinished(async () => {
    await latency.stop();
    await Promise.all(servers.map((server) => server.close()));
  });
  const [authority, resolver] = servers.map(({ port }) => port);
  const found = await sendworthy(domainName(0), { authority: authority ?? 0, resolver: resolver ?? 0 });
  expect(found.isRight).toBe(true);
  expect(latency.count()).toBeLessThanOrEqual(5);
});

it("takes one round less, and 24 questions, once the zone above is known", async () => {
  const zones = zonesOf(2);
  const latency = rounds();
  const servers = await Promise.all(
    [false, true].map((resolver) => serve(zones, { resolver, before: latency.wait })),
  );
  onTestFinished(async () => {
    await latency.stop();
    await Promise.all(servers.map((server) => server.close()));
  });
  const [authority = 0, resolver = 0] = servers.map(({ port }) => port);
  const first = await sendworthy(domainName(0), { authority, resolver });
  const before = latency.count();
  const second = await sendworthy(domainName(1), { authority, resolver });
  expect([first.questions, second.questions]).toEqual([28, 24]);
  expect(latency.count() - before).toBe(4);
});

it("compares two states of the code at the same servers", { timeout: 60_000 }, async () => {
  const { theirs, ours, ratio, processorRatio } = await compareWith(".", { runs: 1, domains: 50 });
  expect(ratio).toBeCloseTo(ours.perSecond / theirs.perSecond, 1);
  expect(processorRatio).toBeCloseTo(theirs.processorUs / ours.processorUs, 1);
});

it("measures domains that all are right, in a process of its own", { timeout: 60_000 }, async () => {
  const world = await startWorld(6, 5);
  onTestFinished(world.stop);
  const extent = { ports: world.ports, domains: 6, inFlight: 6 };
  const contenders = ["sendworthy", "nodeDns"] as const;
  const measured = await Promise.all(contenders.map((contender) => measure({ contender, ...extent })));
  for (const one of measured) {
    expect(one).toMatchObject({ right: 6, inFlight: 6 });
    expect(one.peakMb).toBeGreaterThanOrEqual(one.idleMb);
  }
});

it.each([
  [[3], 3],
  [[9, 1, 5], 5],
  [[4, 1, 9, 2], 3],
])("the median of %j is %d", (numbers, expected) => {
  expect(median(numbers)).toBe(expected);
});
