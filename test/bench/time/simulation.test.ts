import { expect, it } from "vitest";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { benchTime } from "../../../infra/bench/time/time.ts";

const model = await readCustomerModel();
const few = (seed: number) => benchTime({ seed, onboardings: 12, model }, () => undefined);

it("gives the same figures for the same seed, and other figures for another seed", {
  timeout: 60_000,
}, async () => {
  const [one, again, other] = [await few(7), await few(7), await few(8)];
  expect(again.policies).toEqual(one.policies);
  expect(other.policies).not.toEqual(one.policies);
});

it("measures the delay from right records to the check that finds them", { timeout: 60_000 }, async () => {
  const { policies } = await few(3);
  expect(policies[0]?.dnsDelayP95S).toBeGreaterThan(0);
});

it("makes every onboarding with right records ready, with far fewer than 25,000 events", {
  timeout: 60_000,
}, async () => {
  const { policies, maxHistoryEvents } = await few(3);
  expect(policies[0]).toMatchObject({ name: "sendworthy", stuckForever: 0, falseLost: 0 });
  expect(maxHistoryEvents).toBeLessThan(15_000);
});

it("reports every permanent loss, and makes every fixed domain ready again", {
  timeout: 60_000,
}, async () => {
  const losing = { ...model, loss: { ...model.loss, share: 1, latestDays: 20, fixMedianMinutes: 4320 } };
  const { policies, more } = await benchTime({ seed: 5, onboardings: 8, model: losing }, () => undefined);
  expect(more[0]).toMatchObject({ lostNoticedShare: 1, lostReadyAgainShare: 1 });
  expect(more[0]?.lost).toBeGreaterThan(5);
  expect(policies[0]).toMatchObject({ stuckForever: 0, falseLost: 0 });
});

it("counts what console and report add to an onboarding: at most 0.0001 USD", {
  timeout: 60_000,
}, async () => {
  const { policies } = await benchTime({ seed: 6, onboardings: 50, model }, () => undefined);
  const added = policies[0]?.consoleCostMeanUsd ?? 0;
  expect(added).toBeGreaterThan(0.00002);
  expect(added).toBeLessThanOrEqual(0.0001);
});
