import { z } from "zod";

/** The fields of a request that a ticket can name. */
export const TICKET_FIELDS = [
  "project",
  "requester",
  "fromAddresses",
  "mailFrom",
  "identity",
  "replyAddress",
  "mailboxExists",
  "dnsContact",
  "migratingFrom",
  "timeZone",
] as const;

const ticketField = z.enum(TICKET_FIELDS);

/** How one help desk's tickets are read, and where they are answered. */
const helpDesk = z.strictObject({
  /** Of the desk's own API, such as https://oxfordstones.zendesk.com, without a final slash. */
  baseUrl: z.url().refine((text) => !text.endsWith("/"), "a URL without a final slash"),
  /** Where a webhook's payload holds a field: a JSON Pointer (RFC 6901). */
  fields: z
    .partialRecord(ticketField, z.string().regex(/^\//, "a JSON Pointer such as /ticket/id"))
    .default({}),
  /** How a form in the ticket's text names a field: a line "Label: value". */
  labels: z.partialRecord(ticketField, z.string().min(1).max(80)).default({}),
  /** The tag that hands a ticket over to a person: Sendworthy is silent while it is there. */
  muteTag: z.string().min(1).max(100).default("sendworthy-mute"),
  /** The desk's user that Sendworthy answers as, whose comments are its own; as the desk's payloads name it. */
  ownUser: z.string().min(1).optional(),
});

/** How one help desk's tickets are read, and where they are answered. */
export type HelpDeskSettings = z.infer<typeof helpDesk>;

/** The help desks that a deployment is connected with. */
export const helpDesks = z.strictObject({
  zendesk: helpDesk.optional(),
  freshdesk: helpDesk.optional(),
  jira: helpDesk.optional(),
});
