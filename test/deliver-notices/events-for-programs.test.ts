import { expect, it } from "vitest";
import { deliverNotices } from "../../functions/deliver-notices/deliver-notices.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

it("sends the same event to the bus and the platform, once to each", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  await world.recorded();
  await world.tick(1);
  expect(world.channelReports).toEqual(["bus sent", "platform sent"]);
  const [first, second] = world.told;
  expect(first).toMatchObject({ type: "onboarding.ready", timestamp: new Date(BEGUN_AT).toISOString() });
  expect(second).toEqual(first);
});

it("reports events that have no mail", async () => {
  const world = deliveryWorld();
  await world.begin("confirmed");
  await world.recorded();
  expect([world.mails, world.published]).toEqual([[], []]);
  expect(world.told.map(({ type }) => type)).toEqual(["onboarding.confirmed", "onboarding.confirmed"]);
});

it("sends nothing to a platform that takes no webhooks", async () => {
  const world = deliveryWorld();
  const { platform: _none, ...deps } = world.deps;
  await world.begin("ready");
  await deliverNotices({ cause: "stream", keys: [world.key], now: BEGUN_AT }, deps);
  expect(world.told).toHaveLength(1);
  expect((await world.event()).queue).toBeUndefined();
  expect(world.progress("platform")).toBeUndefined();
});

it("tries a platform that is down again, and sends nothing twice to other recipients", async () => {
  const world = deliveryWorld();
  await world.begin("ready");
  world.troubles.set("platform", "refuses");
  await world.recorded();
  world.troubles.clear();
  await world.tick(2);
  expect(world.channelReports).toEqual(["bus sent", "platform failed", "bus sent-before", "platform sent"]);
  expect(world.mails).toHaveLength(2);
});
