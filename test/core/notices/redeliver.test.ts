import { expect, it } from "vitest";
import { redeliveryPuts } from "#core/notices/redeliver";
import type { Key } from "#core/table";
import { newTicketReply } from "#core/tickets/ticket-reply";
import { deliveryWorld } from "../../deliver-notices/delivery-world.ts";
import { BEGUN_AT } from "../../support/onboarding-fixture.ts";

const SUPPORT = "help@support.example";
const LATER = 2000;

type World = ReturnType<typeof deliveryWorld>;

/** Lets ten hours of failing attempts pass. */
async function giveUp(world: World): Promise<void> {
  world.troubles.set(SUPPORT, "refuses");
  for (let minute = 0; minute < 600; minute += 1) await world.tick(minute);
  world.troubles.clear();
}

/** Requests redelivery of an item's abandoned notices; returns the number of written items. */
async function redeliver({ table }: World, key: Key): Promise<number> {
  const item = await table.get(key);
  if (item === undefined) throw new Error("There is no such item");
  const puts = await redeliveryPuts(table, [item], BEGUN_AT + LATER * 60_000);
  expect(await table.commit(puts)).toBe(true);
  return puts.length;
}

it("takes a dead letter back into the outbox, from where it is delivered", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await giveUp(world);
  expect(world.dead).toHaveLength(1);
  expect(await redeliver(world, world.key)).toBe(2);
  await world.tick(LATER);
  expect(world.mails.map(({ to }) => to)).toEqual(["dns@oxfordstones.example", SUPPORT]);
  expect((await world.event()).queue).toBeUndefined();
});

it("has a help desk asked for it first, as something that may be there", async () => {
  const world = deliveryWorld();
  await world.begin("dkim_verified");
  await giveUp(world);
  const asked: boolean[] = [];
  Object.assign(world.deps, {
    helpDesk: async () => ({ answer: async ({ isRetry }: { isRetry: boolean }) => void asked.push(isRetry) }),
  });
  await redeliver(world, world.key);
  await world.tick(LATER);
  expect(asked).toEqual([true]);
});

it("takes answers in tickets without an onboarding back, too", async () => {
  const world = deliveryWorld();
  const from = { source: "generic", ticket: "T-7", deliveryId: "d1" } as const;
  const reply = newTicketReply(from, { about: "needs-check" }, BEGUN_AT);
  await world.table.commit([{ item: reply, expectedVersion: undefined }]);
  await giveUp(world);
  expect(world.dead).toMatchObject([{ item: { pk: "ticket#generic#T-7", sk: "reply#d1" } }]);
  await redeliver(world, reply);
  await world.tick(LATER);
  expect(world.mails.map(({ subject }) => subject)).toEqual(["[T-7] Our team checks this request"]);
});

it("leaves alone what was sent, and what is in the queue already", async () => {
  const world = deliveryWorld();
  await world.begin("dkim_verified");
  expect(await redeliver(world, world.key)).toBe(0);
  await world.tick(1);
  expect(await redeliver(world, world.key)).toBe(0);
});

it("writes each item one version on, and only from the version that it read", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await giveUp(world);
  const item = await world.table.get(world.key);
  if (item === undefined) throw new Error("There is no such item");
  const puts = await redeliveryPuts(world.table, [item], BEGUN_AT + LATER * 60_000);
  for (const { item: written, expectedVersion = 0 } of puts)
    expect(expectedVersion).toBe(written.version - 1);
  expect(puts).toHaveLength(2);
  expect(await world.table.commit(puts)).toBe(true);
  expect(await world.table.commit(puts)).toBe(false);
});
