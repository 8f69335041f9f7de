/** The fields of a request that a ticket can contain, with their default labels in a form. */
export const TICKET_FIELDS = {
  project: "Project",
  requester: "Requester",
  fromAddresses: "From addresses",
  mailFrom: "MAIL FROM domain",
  identity: "Identity",
  replyAddress: "Reply address",
  mailboxExists: "Mailbox exists",
  dnsContact: "DNS contact",
  migratingFrom: "Previous provider",
  timeZone: "Time zone",
  language: "Language",
  dnsContactLanguage: "DNS contact language",
} as const;

/** A field of a request that a ticket can contain. */
export type TicketField = keyof typeof TICKET_FIELDS;
