import { expect, it } from "vitest";
import { messageFor } from "#core/notices/messages/message";
import { openEvent } from "#core/onboarding/event";
import type { EventType, Recipient } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const { identity: D } = onboardingOf();
const NEWS = `news@${D}`;
const SHOP = `hello@shop.${D}`;

function write(type: EventType, recipient: Recipient, said: Partial<Onboarding>): string {
  const onboarding = onboardingOf({ status: "ready", fromAddresses: [NEWS, SHOP], ...said });
  const event = openEvent(onboarding, { type, at: BEGUN_AT, by: "sendworthy" });
  const notice = { noticeId: `n/${recipient}`, recipient };
  return messageFor({ notice, event, onboarding, setupUrl: "https://s.example" }).text;
}

it.each(["customer", "ticket"] as const)(
  "of ready to the %s names what was taken, and why the rest was not",
  (recipient) => {
    const refused = { address: SHOP, refusals: ["reply-for-subdomain" as const], identity: D, at: BEGUN_AT };
    const text = write("ready", recipient, { refusedAddresses: [refused] });
    expect(text).toMatch(new RegExp(`(yet: ${NEWS}\\.|send from ${NEWS}\\.)`));
    expect(text).toContain(`- ${SHOP}: shop.${D} is a sub-domain`);
    expect(text).toContain("Add a reply address");
  },
);

it("of ready mentions no refusals where there are none", () => {
  expect(write("ready", "customer", {})).not.toContain("cannot be used");
});

it("of failing addresses in the ticket names them to the customer and says to the team how to solve it", () => {
  const failing = { failingAddresses: [SHOP] };
  expect(write("addresses_failing", "ticket", failing)).toContain(`Mail from ${SHOP} fails`);
  expect(write("addresses_failing", "note", failing)).toContain(`- ${SHOP}`);
  expect(write("addresses_passing", "ticket", failing)).toContain("1 from address of");
});

it.each(["customer", "dns-contact", "ops"] as const)(
  "of failing addresses to %s lists them and says how to solve it; of passing, what is left",
  (recipient) => {
    expect(write("addresses_failing", recipient, { failingAddresses: [SHOP] })).toContain(`- ${SHOP}`);
    expect(write("addresses_passing", recipient, { failingAddresses: [SHOP] })).toContain(
      "These still fail:",
    );
    expect(write("addresses_passing", recipient, { failingAddresses: [] })).toContain(
      "You have nothing to do.",
    );
  },
);
