import type { OnboardingEvent } from "#core/onboarding/event";
import { WORDS } from "#core/words/words";
import { type MessageTemplate, paragraph, setupLink } from "./block.ts";
import { CUSTOMER_TEMPLATES, type CustomerContext, ending } from "./customer-templates.ts";
import { invitation } from "./invitation-blocks.ts";
import { readyTexts } from "./ready-texts.ts";

/** The messages to the DNS contact, by event; most are the customer's own. */
export const DNS_CONTACT_TEMPLATES = {
  ...CUSTOMER_TEMPLATES,
  records_issued: ({ onboarding, setupUrl }) =>
    invitation(onboarding, setupUrl, WORDS.recordsIssued.contact(onboarding)),
  ready: ({ onboarding, setupUrl }) => ({
    subject: WORDS.ready.subject(onboarding),
    blocks: [
      paragraph(readyTexts(onboarding).customer(onboarding)),
      paragraph(readyTexts(onboarding).keep),
      paragraph(WORDS.ready.contact),
      setupLink(setupUrl),
    ],
  }),
  expired: ({ onboarding }) => ending(onboarding, WORDS.expired, WORDS.contactAsks(onboarding)),
  cancelled: ({ onboarding }) => ending(onboarding, WORDS.cancelled, WORDS.contactAsks(onboarding)),
} as const satisfies Partial<Record<OnboardingEvent["type"], (context: CustomerContext) => MessageTemplate>>;
