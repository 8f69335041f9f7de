import { expect, it } from "vitest";
import { paragraph } from "#core/notices/messages/block";
import { contactChanged, handedOff } from "#core/notices/messages/contact-messages";
import { plainText } from "#core/notices/messages/plain-text";
import { openEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { textsIn } from "#core/words/texts";
import { BEGUN_AT, onboardingOf } from "../../../support/onboarding-fixture.ts";

const first = { address: "first@agency.example", replacedAt: BEGUN_AT - 1 };
const second = { address: "second@agency.example", replacedAt: BEGUN_AT };
const third = { address: "third@agency.example", replacedAt: BEGUN_AT + 1 };

function written(said: Partial<Onboarding>): string {
  const onboarding = onboardingOf({ dnsContact: "new@agency.example", ...said });
  const event = openEvent(onboarding, { type: "contact_changed", at: BEGUN_AT, by: "customer" });
  const setupUrl = "https://setup.example/x";
  return plainText(contactChanged({ onboarding, event, setupUrl, texts: textsIn("en") }).blocks);
}

it.each<[string, Partial<Onboarding>]>([
  ["the only one", { formerContacts: [second] }],
  ["among several", { formerContacts: [first, second, third] }],
  ["among several, the latest first", { formerContacts: [third, second, first] }],
  ["with no successor", { formerContacts: [first, second], dnsContact: undefined }],
])("says who had the old link: the contact replaced at that moment, %s", (_, said) => {
  const text = written(said);
  expect(text).toContain("is a new one, because second@agency.example had the old one.");
  expect(text).not.toMatch(/first@|third@/);
});

it.each<[string, Partial<Onboarding>]>([
  ["there was no contact before", {}],
  ["the list of former contacts is empty", { formerContacts: [] }],
  ["contacts were replaced only at other moments", { formerContacts: [first, third] }],
])("mentions no new link if %s", (_, said) => {
  expect(written(said)).not.toMatch(/is a new one|first@|third@/);
});

it("says how long the link of this hand-off works, whatever others there are", () => {
  const handOffs = [-1, 0, 1].map((days) => ({
    ...{ address: "help@agency.example", linkVersion: 1, at: BEGUN_AT + days },
    until: BEGUN_AT + (7 + days) * 86_400_000,
  }));
  const onboarding = onboardingOf({ handOffs });
  const event = openEvent(onboarding, { type: "handed_off", at: BEGUN_AT, by: "customer" });
  const texts = textsIn("en");
  const { blocks } = handedOff({ onboarding, event, setupUrl: "https://setup.example/x", texts });
  expect(blocks.at(-1)).toEqual(
    paragraph(
      "The link in this mail is yours alone. It works until 30 November 2026. Other mails about this set-up go to dns@oxfordstones.example.",
    ),
  );
});
