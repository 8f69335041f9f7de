import type { TicketField } from "#core/onboarding/ticket-fields";

/** The MAIL FROM domain that an identity keeps, the one that a ticket names, and the projects that send by the first. */
interface KeptMailFrom {
  readonly mailFrom: string;
  readonly named: string;
  readonly projects: readonly string[];
}

/** The texts of ticket answers for requests that have no onboarding, in English. */
export const ENGLISH_TICKETS = {
  subjects: {
    faults: "Something is missing in this request",
    "needs-check": "This request needs a check by our team",
    joined: "This domain is being set up already",
    covered: "These addresses can be used at once",
    refused: "These addresses can't be sent from as they are",
    "not-ses": "This project is set up in another way",
  },

  /** An example for each field of the request form. */
  examples: {
    project: "oxford-stones",
    requester: "anna@oxfordstones.example",
    fromAddresses: "news@oxfordstones.example, hello@oxfordstones.example",
    mailFrom: "email.oxfordstones.example",
    identity: "oxfordstones.example",
    replyAddress: "hello@oxfordstones.example",
    mailboxExists: "yes",
    dnsContact: "dns@agency.example",
    migratingFrom: "the name of the present provider",
    timeZone: "Europe/London",
  } satisfies Record<TicketField, string>,

  faults: {
    introduction:
      "Thank you for the request to set up a sending domain. It can't be taken as it is; this is what has to be added or corrected:",
    item: (field: string, sent: string | undefined, expected: string) =>
      sent === undefined
        ? `${field}: is missing. It must be ${expected}.`
        : `${field}: it must be ${expected}, not “${sent}”.`,
    more: (count: number) => `There ${count === 1 ? "is one more" : `are ${count} more`} of this kind.`,
    example: "For example:",
    next: "Nothing was set up yet. Please send the request again with this corrected, or ask our team in this ticket.",
  },
  needsCheck:
    "Thank you for the request to set up a sending domain. It needs a check by our team before it can go on: somebody will answer in this ticket. There is nothing to do for you meanwhile.",
  joined: (identity: string, ticket: string) =>
    `Thank you for the request. The set-up of ${identity} is under way already: ticket ${ticket} has its records, and everything that happens is told there.`,
  covered: (identity: string, mailFrom: string) =>
    `Thank you for the request. ${identity} is verified already, with the MAIL FROM domain ${mailFrom}: no DNS record has to be added.`,
  keptMailFrom: ({ mailFrom, named, projects }: KeptMailFrom) =>
    `The request names the MAIL FROM domain ${named}. Amazon SES keeps one for each domain, and ${mailFrom} serves ${projects.join(" and ")}: it was not changed. Another one needs a new MX and a new TXT record, and changes the return path of all this mail. If you want that, ask our team in this ticket.`,
  usable: "These addresses can be used at once:",
  refusedFrom: (address: string) => `Nothing can be sent from ${address} yet:`,
  notSes:
    "Thank you for the request to set up a sending domain. This project does not send through Amazon SES, so its domain is set up in another way.",
  guide: "How it is done for this project:",

  closable: "This ticket can be closed.",
  shortened: "There was more to say than fits into one comment.",
  /** The last line of an answer: before a retry, the help desk's comments are searched for it. */
  marker: (noticeId: string) => `Sendworthy notice ${noticeId}`,
};
