/** The fields of a request that a ticket can name, each with the label that a form names it by unless told otherwise. */
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
} as const;

/** A field of a request that a ticket can name. */
export type TicketField = keyof typeof TICKET_FIELDS;
