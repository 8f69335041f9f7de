import { expect, it } from "vitest";
import { BEGUN_AT as NOW } from "../support/onboarding-fixture.ts";
import { startChecking } from "./fixture.ts";

const DAY = 86_400_000;

it("reports records at doubled names once, however often a check finds them missing at the right names", async () => {
  const { dns, records, read, tells, events } = await startChecking();
  const { identity, expiresAt } = await read();
  for (const record of records) dns.publish({ ...record, name: `${record.name}.${identity}` });
  expect(await tells(NOW)).toBe(true);
  const { expiresAt: toldUntil } = await read();
  for (const days of [1, 2, 3]) {
    expect(await tells(NOW + days * DAY - 3_600_000)).toBe(false);
  }
  expect(events().filter((type) => type === "records_wrong")).toHaveLength(1);
  expect((await read()).expiresAt).toBe(Math.max(expiresAt, toldUntil));
});
