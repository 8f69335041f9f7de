import { afterEach, beforeEach, expect, it } from "vitest";
import { type Clock, startClock } from "../../../infra/local/clock.ts";
import { createAsyncInvocations } from "../../../infra/local/lambda/async-invocations.ts";
import type { Lambda } from "../../../infra/local/lambda/lambda.ts";
import { openStore, type Store } from "../../../infra/local/store.ts";

let clock: Clock;
let store: Store;
let attempts: number[];
const givenUp: unknown[] = [];

beforeEach(() => {
  clock = startClock({ speed: 100_000, startMs: 0 });
  store = openStore(":memory:");
  attempts = [];
  givenUp.length = 0;
});

afterEach(() => {
  clock.stop();
  store.close();
});

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
  await expect.poll(() => attempts.length).toBe(3);
  const [first = 0, second = 0, third = 0] = attempts;
  expect(second - first).toBeGreaterThanOrEqual(60_000);
  expect(third - second).toBeGreaterThanOrEqual(120_000);
  await expect.poll(() => store.collection("async-invocations").list()).toEqual([]);
});

it("puts an event that failed three times into the dead letter queue", async () => {
  start(3).accept("f", { a: 1 });
  await expect.poll(() => givenUp.length).toBe(1);
  expect(givenUp[0]).toEqual([
    "arn:aws:sqs:eu-west-1:000000000000:dead",
    { a: 1 },
    { errorType: "Error", errorMessage: "not now" },
  ]);
  expect(store.collection("async-invocations").list()).toEqual([]);
});

it("tries no event again that would be too old by then", async () => {
  clock.stop();
  clock = startClock({ speed: 2000 });
  start(3, 150_000).accept("f", { a: 1 });
  await expect.poll(() => givenUp.length).toBe(1);
  expect(attempts).toHaveLength(2);
});

it("drops an event that is too old when its turn comes", async () => {
  const before = start(1, 120_000);
  before.accept("f", { a: 1 });
  await expect.poll(() => attempts.length).toBe(1);
  before.stop();
  clock.stop();
  clock = startClock({ startMs: clock.now() + 3_600_000 });
  start(0, 120_000).resume();
  await expect
    .poll(() => givenUp)
    .toMatchObject([[expect.anything(), { a: 1 }, { errorType: "EventAgeExceeded" }]]);
  expect(attempts).toHaveLength(1);
});

it("continues after a restart", async () => {
  const before = start(1);
  before.accept("f", {});
  before.stop();
  expect(store.collection("async-invocations").list()).toHaveLength(1);
  start(0).resume();
  await expect.poll(() => store.collection("async-invocations").list()).toEqual([]);
});
