import { expect, it } from "vitest";
import { tellCustomer } from "../../functions/tell-customer/tell-customer.ts";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { ID } from "../support/stages.ts";
import { startChecking } from "./fixture.ts";

const DAY = 86_400_000;

it("reports records at doubled names once, however often a check finds them missing at the right names", async () => {
  const { table, dns, records, read, check, events } = await startChecking();
  const { identity, expiresAt } = await read();
  for (const record of records) dns.publish({ ...record, name: `${record.name}.${identity}` });
  expect((await check(NOW)).decision).toBe("ask");
  await tellCustomer({ onboardingId: ID, attempt: 1, now: NOW }, { table });
  const { expiresAt: toldUntil } = await read();
  for (const days of [1, 2, 3]) {
    const now = NOW + days * DAY - 3_600_000;
    if ((await check(now)).decision === "ask")
      await tellCustomer({ onboardingId: ID, attempt: 1, now }, { table });
  }
  expect(events().filter((type) => type === "records_wrong")).toHaveLength(1);
  expect((await read()).expiresAt).toBe(Math.max(expiresAt, toldUntil));
});
