import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, expect, it } from "vitest";
import { type Clock, startClock } from "../../infra/local/clock.ts";

const DAY_MS = 24 * 3600 * 1000;

let clock: Clock;

afterEach(() => clock.stop());

/** Sets timers `afterMs` from now, and records the order in which they run. */
function set(...afterMs: number[]): { ran: number[]; cancels: Array<() => void> } {
  const ran: number[] = [];
  const startMs = clock.now();
  const cancels = afterMs.map((ms) => clock.at(startMs + ms, () => ran.push(ms)));
  return { ran, cancels };
}

it("runs what is set in the order of its time", async () => {
  clock = startClock({ speed: 1000 });
  const { ran } = set(30_000, 10_000, 20_000);
  await expect.poll(() => ran).toEqual([10_000, 20_000, 30_000]);
});

it("runs no timer before its time, however late the previous timer fired", async () => {
  clock = startClock({ speed: 1000 });
  const times: number[] = [];
  const startMs = clock.now();
  for (const ms of [10_000, 50_000]) clock.at(startMs + ms, () => times.push(clock.now() - startMs - ms));
  await expect.poll(() => times).toHaveLength(2);
  expect(Math.min(...times)).toBeGreaterThanOrEqual(0);
});

it("runs what is set for the past", async () => {
  clock = startClock();
  const { ran } = set(-DAY_MS);
  await expect.poll(() => ran).toEqual([-DAY_MS]);
});

it("leaves out what was cancelled, be it at the same moment", async () => {
  clock = startClock({ speed: 1000 });
  const { ran, cancels } = set(10_000, 20_000, 20_000, 30_000);
  cancels[0]?.();
  clock.at(clock.now() + 5000, () => cancels[2]?.());
  await expect.poll(() => ran).toEqual([20_000, 30_000]);
});

it("keeps a timer that is months away", async () => {
  clock = startClock();
  const { ran } = set(60 * DAY_MS);
  await sleep(20);
  expect(ran).toEqual([]);
});

it("runs at real speed while work is under way, and fast afterwards", async () => {
  clock = startClock({ speed: 100_000 });
  let ran: number[] = [];
  await clock.during(async () => {
    ({ ran } = set(DAY_MS / 24));
    await sleep(100);
    expect(ran).toEqual([]);
  });
  await expect.poll(() => ran).toHaveLength(1);
});

it("stops while it is held, with or without work under way, and continues from there", async () => {
  clock = startClock({ speed: 1000 });
  const { ran } = set(20_000);
  await clock.stillDuring(async () => {
    const before = clock.now();
    await clock.during(() => sleep(50));
    expect(clock.now()).toBe(before);
    expect(ran).toEqual([]);
  });
  await expect.poll(() => ran).toEqual([20_000]);
});

it("is not held up by tens of thousands that wait", async () => {
  clock = startClock({ speed: 60 });
  set(...Array.from({ length: 20_000 }, (_, index) => DAY_MS + index));
  const before = process.threadCpuUsage();
  for (let i = 0; i < 2000; i++) await clock.during(async () => undefined);
  expect(process.threadCpuUsage(before).user / 1_000).toBeLessThan(1000);
});

it("runs nothing once it is stopped", async () => {
  clock = startClock({ speed: 1000 });
  const { ran } = set(10_000);
  clock.stop();
  await sleep(50);
  expect(ran).toEqual([]);
});
