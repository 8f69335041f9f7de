import { expect, it } from "vitest";
import { counted, matches, retrierFor, retryDelayMs } from "../../../infra/local/step-functions/retry.ts";

const retrier = {
  ErrorEquals: ["Boom"],
  IntervalSeconds: 2,
  MaxAttempts: 3,
  BackoffRate: 2,
  JitterStrategy: "NONE" as const,
};

it.each([
  [["Boom"], ["Boom"], true],
  [["States.ALL"], ["Boom"], true],
  [["States.TaskFailed"], ["Boom"], true],
  [["States.TaskFailed"], ["States.Timeout"], false],
  [["States.ALL"], ["States.Timeout"], true],
  [["States.Timeout"], ["States.Timeout", "States.HeartbeatTimeout"], true],
  [["States.HeartbeatTimeout"], ["States.Timeout"], false],
  [["States.ALL"], ["States.Runtime"], false],
  [["States.ALL", "States.TaskFailed"], ["States.DataLimitExceeded"], false],
  [["States.DataLimitExceeded"], ["States.DataLimitExceeded"], true],
])("of %j and an error known as %j says %s", (errorEquals, names, expected) => {
  expect(matches(errorEquals, names)).toBe(expected);
});

it("grows the delay, up to the largest one", () => {
  const delays = [0, 1, 2, 3].map((made) =>
    retryDelayMs({ ...retrier, MaxDelaySeconds: 10 }, made, Math.random),
  );
  expect(delays).toEqual([2_000, 4_000, 8_000, 10_000]);
});

it("spreads the delay over all of it with full jitter", () => {
  expect(retryDelayMs({ ...retrier, JitterStrategy: "FULL" }, 1, () => 0.25)).toBe(1_000);
});

it("keeps one count for each retrier", () => {
  const other = { ...retrier, ErrorEquals: ["Other"], MaxAttempts: 1 };
  const retries = counted([], 1);
  expect(retries).toEqual([0, 1]);
  expect(retrierFor([retrier, other], ["Boom"], retries)?.index).toBe(0);
  expect(retrierFor([retrier, other], ["Other"], retries)).toBeUndefined();
});
