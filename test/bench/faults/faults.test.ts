import { expect, it } from "vitest";
import { benchFaults } from "../../../infra/bench/faults/faults.ts";
import { readCustomerModel } from "../../../infra/bench/time/customer-model.ts";

const model = await readCustomerModel();

it.each([0.1, 0.5])(
  "ends every onboarding as it should although each call and query fails with probability %d, and doubles nothing",
  { timeout: 60_000 },
  async (probability) => {
    const result = await benchFaults(probability, { seed: 1, onboardings: 12, model });
    expect(result).toMatchObject({ stuck: 0, doubled: [], untold: 0 });
    expect(result.ready + result.closed).toBe(12);
  },
);
