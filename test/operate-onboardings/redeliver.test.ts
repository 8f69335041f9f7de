import { expect, it } from "vitest";
import { NO_RULES } from "#core/tickets/domain-rules";
import { operateOnboardings } from "../../functions/operate-onboardings/operate-onboardings.ts";
import { deliveryWorld } from "../deliver-notices/delivery-world.ts";
import { declaredDns } from "../support/declared-dns.ts";
import { BEGUN_AT } from "../support/onboarding-fixture.ts";
import { opening } from "../support/opening.ts";
import { BY, operatorsRequest } from "../support/operators-request.ts";
import { fakeRedriver } from "../support/redriver.ts";
import { NO_TENANTS } from "../support/tenants.ts";

const HOUR = 60;
const TICKETS = "help@support.example";

it("delivers given-up notices once, and only to readers who did not get them", async () => {
  const world = deliveryWorld();
  const { table, troubles, mails, dead, onboarding } = world;
  const redeliver = async (minutes: number) => {
    const request = operatorsRequest("POST /onboardings/{onboardingId}/redeliver", {
      parameters: { onboardingId: onboarding.onboardingId },
      now: BEGUN_AT + minutes * 60_000,
    });
    const nobody = { start: async () => {}, resume: async () => {} };
    const deps = {
      table,
      trail: table,
      listing: table,
      ...NO_TENANTS,
      ...fakeRedriver(),
      starter: nobody,
      resumer: nobody,
      readDomainRules: async () => NO_RULES,
      resolver: declaredDns(),
      newToken: () => "token",
      ...opening(table),
    };
    const { body = "" } = await operateOnboardings(request, deps);
    return JSON.parse(body).outcome;
  };
  await world.begin("expired");
  troubles.set(TICKETS, "refuses");
  for (let hour = 1; hour <= 100; hour += 1) await world.tick(hour * HOUR);
  expect(mails.map(({ to }) => to)).toEqual([onboarding.requester]);
  expect(dead).toMatchObject([{ recipient: "ticket" }]);

  expect(await world.event()).toMatchObject({
    delivery: "given-up",
    givenUp: [{ recipient: "ticket", errorName: "MessageRejected" }],
  });

  troubles.delete(TICKETS);
  expect(await redeliver(101 * HOUR)).toBe("done");
  expect(await world.event()).not.toMatchObject({ delivery: "given-up" });
  await world.tick(101 * HOUR);
  expect(mails.map(({ to }) => to)).toEqual([onboarding.requester, TICKETS]);
  expect(await redeliver(102 * HOUR)).toBe("unchanged");
  const events = await table.last(onboarding.onboardingId, "event#");
  expect(events).toMatchObject([{ type: "expired" }, { type: "redelivery_asked", by: BY }]);
});
