import { expect, it } from "vitest";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { benchTime } from "../../../infra/bench/time/time.ts";

const model = await readCustomerModel();
const few = (seed: number) => benchTime({ seed, onboardings: 12, model }, () => undefined);

it("says the same of the same seed, and something else of another", { timeout: 60_000 }, async () => {
  const [one, again, other] = [await few(7), await few(7), await few(8)];
  expect(again.policies).toEqual(one.policies);
  expect(other.policies).not.toEqual(one.policies);
});

it("gets everybody ready who was right in good time, far below 25,000 events", {
  timeout: 60_000,
}, async () => {
  const { policies, maxHistoryEvents } = await few(3);
  expect(policies[0]).toMatchObject({ name: "sendworthy", stuckForever: 0, falseLost: 0 });
  expect(maxHistoryEvents).toBeLessThan(15_000);
});

it("tells of every record that goes away for good, and gets ready again whatever is mended", {
  timeout: 60_000,
}, async () => {
  const losing = { ...model, loss: { ...model.loss, share: 1, latestDays: 20, mendMedianMinutes: 4320 } };
  const { policies, more } = await benchTime({ seed: 5, onboardings: 8, model: losing }, () => undefined);
  expect(more[0]).toMatchObject({ lostNoticedShare: 1, lostReadyAgainShare: 1 });
  expect(more[0]?.lost).toBeGreaterThan(5);
  expect(policies[0]).toMatchObject({ stuckForever: 0, falseLost: 0 });
});
