import { expect, it } from "vitest";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { type Disturbance, UNDISTURBED } from "../../../infra/bench/time/disturbance.ts";
import { simulate } from "../../../infra/bench/time/sendworthy.ts";

const HOUR_MS = 3_600_000;
const model = { ...(await readCustomerModel()), arrivalDays: 0.1, followedDays: 50 };

it("loses nothing while the prober is off for a day and a half: the machine checks by itself", {
  timeout: 60_000,
}, async () => {
  const onAgainMs = Date.UTC(2026, 10, 23) + 36 * HOUR_MS;
  const off: Disturbance = { ...UNDISTURBED, isProberOff: (nowMs) => nowMs < onAgainMs };
  const { stories } = await simulate(12, 4, model, off);
  const outcomes = stories.map((story) => story.outcome());
  expect(outcomes.filter(({ isStuck }) => isStuck)).toEqual([]);
  const delays = outcomes.flatMap(({ dnsDelayMs }) => dnsDelayMs ?? []);
  expect(Math.max(...delays)).toBeGreaterThan(HOUR_MS);
  expect(Math.max(...delays)).toBeLessThan(36 * HOUR_MS);
});
