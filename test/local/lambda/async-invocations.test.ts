import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { createAsyncInvocations } from "../../../infra/local/lambda/async-invocations.ts";
import type { Lambda } from "../../../infra/local/lambda/lambda.ts";
import { openStore, type Store } from "../../../infra/local/store.ts";

let clock: Clock;
let store: Store;
let attempts: number[];
const givenUp: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  clock = startClock({ startMs: 0 });
  store = openStore(":memory:");
  attempts = [];
  givenUp.length = 0;
});

afterEach(() => {
  clock.stop();
  store.close();
  vi.useRealTimers();
});

const A_DAY_MS = 24 * 3_600_000;

function start(failures: number, mostAgeMs = 21_600_000) {
  const definition = {
    logicalId: "F",
    folder: "f",
    name: "f",
    arn: "arn",
    timeoutSeconds: 3,
    memoryMegabytes: 128,
    environment: {},
    retries: 2,
    mostAgeMs,
    deadLetterArn: "arn:aws:sqs:eu-west-1:000000000000:dead",
  };
  const lambda: Lambda = {
    find: () => definition,
    async invoke() {
      attempts.push(clock.now());
      if (attempts.length > failures) return { payload: null };
      return { functionError: { errorType: "Error", errorMessage: "not now" } };
    },
    async stop() {},
  };
  return createAsyncInvocations({ lambda, store, clock, giveUp: (...args) => givenUp.push(args) });
}

it("tries a failed event again after one and after two minutes", async () => {
  start(2).accept("f", { a: 1 });
  await vi.advanceTimersByTimeAsync(A_DAY_MS);
  expect(attempts).toEqual([0, 60_000, 180_000]);
  expect(store.collection("async-invocations").list()).toEqual([]);
});

it("puts an event that failed three times into the dead letter queue", async () => {
  start(3).accept("f", { a: 1 });
  await vi.advanceTimersByTimeAsync(A_DAY_MS);
  expect(givenUp).toEqual([
    ["arn:aws:sqs:eu-west-1:000000000000:dead", { a: 1 }, { errorType: "Error", errorMessage: "not now" }],
  ]);
  expect(store.collection("async-invocations").list()).toEqual([]);
});

it("tries no event again that would be too old by then", async () => {
  start(3, 150_000).accept("f", { a: 1 });
  await vi.advanceTimersByTimeAsync(A_DAY_MS);
  expect(givenUp).toHaveLength(1);
  expect(attempts).toEqual([0, 60_000]);
});

it("drops an event that is too old when its turn comes", async () => {
  const before = start(1, 120_000);
  before.accept("f", { a: 1 });
  await vi.advanceTimersByTimeAsync(1000);
  before.stop();
  clock.stop();
  clock = startClock({ startMs: 3_600_000 });
  start(0, 120_000).resume();
  await vi.advanceTimersByTimeAsync(A_DAY_MS);
  expect(givenUp).toMatchObject([[expect.anything(), { a: 1 }, { errorType: "EventAgeExceeded" }]]);
  expect(attempts).toEqual([0]);
});

it("continues after a restart", async () => {
  const before = start(1);
  before.accept("f", {});
  await vi.advanceTimersByTimeAsync(1000);
  before.stop();
  clock.stop();
  expect(store.collection("async-invocations").list()).toHaveLength(1);
  clock = startClock({ startMs: 1000 });
  start(0).resume();
  await vi.advanceTimersByTimeAsync(A_DAY_MS);
  expect(attempts).toEqual([0, 60_000]);
  expect(store.collection("async-invocations").list()).toEqual([]);
});
