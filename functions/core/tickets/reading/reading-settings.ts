import * as z from "zod";
import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { ticketSource } from "#core/onboarding/ticket-source";

const ticketField = () => z.enum(Object.keys(TICKET_FIELDS) as [TicketField, ...TicketField[]]);

const POINTER = "operators.fault.pointer";

/** RFC 6901 §3, but for the whole document. */
const pointer = () => z.string(POINTER).regex(/^(\/([^~/]|~[01])*)+$/, POINTER);

const BASE_URL = "operators.fault.base-url";

/** Compared without case, and with any space for a space. */
const LABEL = "operators.fault.label";
const label = () =>
  z
    .string(LABEL)
    .trim()
    .regex(/^[^:：=|\t\n]{1,80}$/, LABEL);

/** Plain HTTP is only for a help desk on the same machine. */
function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

/** How one help desk's tickets are read, and where they are answered. Made on first use: few calls read it, and it is costly. */
const helpDesk = z.lazy(() =>
  z.strictObject({
    /** Of the desk's own API, such as https://oxfordstones.zendesk.com, without a final slash. */
    baseUrl: z
      .url({ protocol: /^https?$/, error: BASE_URL, abort: true })
      .refine((text) => !text.endsWith("/"), BASE_URL)
      .refine(isSafe, "operators.fault.https-desk"),
    /** Where a webhook's payload holds the ticket's id, and the text with the form, if not where the desk itself puts them. */
    ticket: pointer().optional(),
    text: pointer().optional(),
    /** Where a webhook's payload holds a field; it goes before what a form says. */
    fields: z.partialRecord(ticketField(), pointer()).default({}),
    /** How a form in the ticket's text names a field, in a line "Label: value". */
    labels: z
      .partialRecord(ticketField(), label())
      .default({})
      .transform((own): Readonly<Record<TicketField, string>> => ({ ...TICKET_FIELDS, ...own }))
      .refine(
        (all) => new Set(Object.values(all).map((one) => one.toLowerCase())).size === Object.keys(all).length,
        "operators.fault.labels-differ",
      ),
    /** The tag that hands a ticket over to a person: Sendworthy writes nothing while the ticket has it. */
    muteTag: z.string().min(1).max(100).default("sendworthy-mute"),
    /** The tag that makes any ticket a request, also one whose fields and form are empty. */
    requestTag: z.string().min(1).max(100).default("sendworthy-request"),
    /** The desk's user that Sendworthy answers as, whose comments are its own; as the desk's payloads name it. */
    ownUser: z.string().min(1).optional(),
  }),
);

/** How one help desk's tickets are read, and where they are answered. */
export type HelpDeskSettings = z.infer<typeof helpDesk>;

/** The settings that say how a ticket is read. */
export type ReadingSettings = Pick<
  HelpDeskSettings,
  "ticket" | "text" | "fields" | "labels" | "muteTag" | "requestTag" | "ownUser"
>;

/** How tickets are read where nothing else is configured. */
export const USUAL_READING: ReadingSettings = {
  fields: {},
  labels: TICKET_FIELDS,
  muteTag: "sendworthy-mute",
  requestTag: "sendworthy-request",
};

/** The help desks that a deployment is connected with, by name. */
export const helpDesks = z.record(ticketSource, helpDesk);
