import { expect, it } from "vitest";
import { withNotices } from "#core/notices/notice-states";
import { type OnboardingEvent, openEvent } from "#core/onboarding/event";
import type { Recipient } from "#core/onboarding/event-types";
import { memoryTable } from "../../support/memory-table.ts";
import { BEGUN_AT, onboardingOf } from "../../support/onboarding-fixture.ts";

const { queue: _queue, ...DELIVERED } = openEvent(onboardingOf(), {
  ...{ type: "ready", at: BEGUN_AT, by: "sendworthy" },
});

it.each<[string, readonly Recipient[]]>([
  ["none", []],
  ["one", ["ticket"]],
  ["two", ["customer", "ops"]],
])("shows which notices of an event were given up: %s", async (_, lost) => {
  const event: OnboardingEvent = {
    ...DELIVERED,
    givenUp: lost.map((recipient) => ({ recipient, errorName: "MessageRejected" })),
  };
  expect(await withNotices(memoryTable(), event)).toEqual({
    event,
    notices: ["customer", "ticket", "ops", "bus", "platform"].map((recipient) => ({
      recipient,
      state: lost.some((one) => one === recipient) ? "given-up" : "delivered",
    })),
  });
});
