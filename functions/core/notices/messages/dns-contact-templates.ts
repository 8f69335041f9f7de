import type { OnboardingEvent } from "#core/onboarding/event";
import type { MessageContent } from "./block.ts";
import { contactWelcome } from "./contact-messages.ts";
import { CUSTOMER_TEMPLATES, type CustomerContext } from "./customer-templates.ts";
import { type Ending, ending } from "./ending.ts";
import { invitationToContact } from "./invitation.ts";
import { readyForContact } from "./ready.ts";

/** The messages to the DNS contact, by event; most are the same as the customer's. */
export const DNS_CONTACT_TEMPLATES = {
  ...CUSTOMER_TEMPLATES,
  records_issued: invitationToContact,
  contact_changed: contactWelcome,
  ready: readyForContact,
  expired: (context) => endingForContact(context, "expired"),
  cancelled: (context) => endingForContact(context, "cancelled"),
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: CustomerContext) => MessageContent>>;

function endingForContact({ onboarding, texts }: CustomerContext, how: Ending): MessageContent {
  const { requester } = onboarding;
  return ending(onboarding, how, texts.text("ending.contact", { requester }), texts);
}
