import { expect, it } from "vitest";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";
import { simulate } from "../../../infra/bench/time/sendworthy.ts";

it("probes verified domains: each loss is seen within a quarter of an hour, and a domain's month is counted", {
  timeout: 60_000,
}, async () => {
  const model = await readCustomerModel();
  const losing = { ...model, loss: { ...model.loss, share: 1, latestDays: 20 } };
  const { stories, watchMonth } = await simulate(8, 5, losing);
  const losses = stories.flatMap((story) => story.outcome().loss ?? []);
  expect(losses.length).toBeGreaterThan(5);
  for (const { signAfterMs } of losses) expect(signAfterMs).toBeLessThanOrEqual(16 * 60_000);
  // The probes alone cost more than half of that.
  expect(watchMonth).toBeGreaterThan(0.0001);
});
