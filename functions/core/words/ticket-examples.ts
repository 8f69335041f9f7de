import type { TicketField } from "#core/onboarding/ticket-fields";

/** An example for each field of the request form. */
export const EXAMPLES = {
  project: "oxford-stones",
  requester: "anna@oxfordstones.example",
  fromAddresses: "news@oxfordstones.example, hello@oxfordstones.example",
  mailFrom: "email.oxfordstones.example",
  identity: "oxfordstones.example",
  replyAddress: "hello@oxfordstones.example",
  mailboxExists: "yes",
  dnsContact: "dns@agency.example",
  migratingFrom: "SendGrid",
  timeZone: "Europe/London",
  language: "en",
  dnsContactLanguage: "de",
} satisfies Record<TicketField, string>;
