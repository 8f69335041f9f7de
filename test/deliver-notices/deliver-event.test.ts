import { expect, it } from "vitest";
import { HelpDeskBusyError } from "#core/help-desks/errors";
import { eventPut } from "#core/onboarding/event";
import { deliverEvent } from "../../functions/deliver-notices/deliver-event.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { deliveryWorld } from "./delivery-world.ts";

it.each([
  ["comment", 120_000, 60_000],
  ["note", 60_000, 120_000],
])("an event is due again when the first of its notices is, the %s later", async (_, comment, note) => {
  const world = deliveryWorld({ source: "zendesk" });
  await world.begin("records_issued");
  const helpDesk: typeof world.deps.helpDesk = async () => ({
    answer: async ({ visibility }) => {
      throw new HelpDeskBusyError(visibility === "public" ? comment : note);
    },
  });
  const moment = { cause: "stream", keys: [world.key], now: BEGUN_AT } as const;
  const outcomes = await deliverEvent(world.key, moment, { ...world.deps, helpDesk });
  expect(outcomes.map(({ notice, state }) => `${notice.recipient} ${state}`)).toEqual([
    ...["customer sent", "ticket postponed", "note postponed", "bus sent", "platform sent"],
  ]);
  expect(await world.event()).toMatchObject({ tries: 0, dueAt: BEGUN_AT + 60_000, queue: "undelivered" });
});

it("gives up each notice of an event without an onboarding after ten tries", async () => {
  const world = deliveryWorld();
  await world.table.commit([eventPut(world.onboarding, { type: "ready", at: BEGUN_AT, by: "sendworthy" })]);
  await world.recorded();
  for (let hour = 1; hour <= 20; hour += 1) await world.tick(hour * 600);
  expect(world.dead.map(({ recipient }) => recipient)).toEqual([
    ...["customer", "ticket", "ops", "bus", "platform"],
  ]);
  expect((await world.event()).queue).toBeUndefined();
});
