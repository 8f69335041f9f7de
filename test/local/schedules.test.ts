import { expect, it } from "vitest";
import { parseRate } from "../../infra/local/rate.ts";
import { startSchedules } from "../../infra/local/schedules.ts";
import { createManualClock } from "../support/manual-clock.ts";

it.each([
  ["rate(1 minute)", 60_000],
  ["rate(5 minutes)", 300_000],
  ["rate(2 hours)", 7_200_000],
  ["rate(1 day)", 86_400_000],
])("reads %s", (expression, expected) => {
  expect(parseRate(expression)).toBe(expected);
});

it.each(["rate(0 minutes)", "cron(0 8 * * ? *)", "often"])("refuses %s by name", (expression) => {
  expect(() => parseRate(expression)).toThrow(expression);
});

it("invokes on whole multiples of the rate, with the scheduled event", async () => {
  const clock = createManualClock(Date.UTC(2026, 10, 23, 9, 58));
  const invoked: unknown[] = [];
  const stop = startSchedules({
    schedules: [
      { name: "Hourly", everyMs: 3_600_000, functionName: "repair" },
      { name: "Daily", everyMs: 86_400_000, functionName: "sweep", input: { all: true } },
    ],
    clock,
    region: "eu-west-1",
    accountId: "000000000000",
    invoke: (...invocation) => void invoked.push(invocation),
  });
  await clock.advance(3 * 60);
  expect(invoked).toEqual([
    [
      "repair",
      {
        version: "0",
        id: expect.any(String),
        "detail-type": "Scheduled Event",
        source: "aws.events",
        account: "000000000000",
        time: "2026-11-23T10:00:00Z",
        region: "eu-west-1",
        resources: ["arn:aws:events:eu-west-1:000000000000:rule/Hourly"],
        detail: {},
      },
    ],
  ]);
  await clock.advance(14 * 3600);
  expect(invoked).toHaveLength(16);
  expect(invoked).toContainEqual(["sweep", { all: true }]);
  stop();
  await clock.advance(86_400);
  expect(invoked).toHaveLength(16);
});
