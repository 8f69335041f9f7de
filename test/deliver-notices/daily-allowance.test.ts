import { expect, it } from "vitest";
import { MAILS_PER_RECIPIENT_A_DAY, takeAllowance } from "../../functions/deliver-notices/daily-allowance.ts";
import { memoryTable } from "../support/memory-table.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

const ADDRESS = "dns@oxfordstones.example";

async function useUp(world: ReturnType<typeof deliveryWorld>): Promise<void> {
  for (let sent = 0; sent < MAILS_PER_RECIPIENT_A_DAY; sent += 1) {
    await takeAllowance(world.table, ADDRESS, BEGUN_AT);
  }
}

it("gives each address so many mails a day, in any writing of it, and again the next day", async () => {
  const table = memoryTable();
  const take = (address: string, at = BEGUN_AT) => takeAllowance(table, address, at);
  for (let sent = 0; sent < MAILS_PER_RECIPIENT_A_DAY; sent += 1) expect(await take(ADDRESS)).toBe(true);
  expect(await take(ADDRESS.toUpperCase())).toBe(false);
  expect(await take("other@oxfordstones.example")).toBe(true);
  expect(await take(ADDRESS, BEGUN_AT + 86_400_000)).toBe(true);
});

it("counts runs that write at the same time", async () => {
  const table = memoryTable();
  const taken = await Promise.all(Array.from({ length: 60 }, () => takeAllowance(table, ADDRESS, BEGUN_AT)));
  expect(taken.filter(Boolean).length).toBeLessThanOrEqual(MAILS_PER_RECIPIENT_A_DAY);
});

it("forgets the counts", async () => {
  const table = memoryTable();
  await takeAllowance(table, ADDRESS, BEGUN_AT);
  expect(table.items()[0]?.["forgetAt"]).toBe(BEGUN_AT / 1000 + 2 * 86_400);
});

it("puts a customer's mail off until the next day, while the ticket is told", async () => {
  const world = deliveryWorld();
  await useUp(world);
  await world.begin("records_issued");
  await world.recorded();
  expect(world.mails.map(({ to }) => to)).toEqual(["help@support.example"]);
  expect(await world.event()).toMatchObject({
    queue: "undelivered",
    dueAt: Date.UTC(2026, 10, 24),
    tries: 0,
  });
  await world.tick(60);
  expect(world.mails).toHaveLength(1);
  await world.tick(16 * 60);
  expect(world.mails.map(({ to }) => to)).toEqual(["help@support.example", ADDRESS]);
  expect((await world.event()).queue).toBeUndefined();
});

it("counts the mails of the DNS contact apart from the requester's", async () => {
  const dnsContact = "dns@agency.example";
  const world = deliveryWorld({ dnsContact });
  await useUp(world);
  await world.begin("records_wrong");
  await world.recorded();
  expect(world.mails.map(({ to }) => to)).toEqual([dnsContact, "help@support.example"]);
});
