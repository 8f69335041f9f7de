import * as z from "zod";
import { TICKET_FIELDS, type TicketField } from "#core/onboarding/ticket-fields";
import { ticketSource } from "#core/onboarding/ticket-source";

const ticketField = () => z.enum(Object.keys(TICKET_FIELDS) as [TicketField, ...TicketField[]]);

const POINTER = "operators.fault.pointer";

/** A JSON Pointer (RFC 6901 §3) to a part of the document. */
const pointer = () => z.string(POINTER).regex(/^(\/([^~/]|~[01])*)+$/, POINTER);

const BASE_URL = "operators.fault.base-url";

/** Labels are compared without regard to case and to the kind of space. */
const LABEL = "operators.fault.label";
const label = () =>
  z
    .string(LABEL)
    .trim()
    .regex(/^[^:：=|\t\n]{1,80}$/, LABEL);

/** Plain HTTP is accepted only for a help desk on the same machine. */
function isSafe(text: string): boolean {
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

/**
 * How tickets of one help desk are read, and where they are answered. The schema is built on first use,
 * because it is costly and few calls need it.
 */
const helpDesk = z.lazy(() =>
  z.strictObject({
    /** The address of the desk's API, such as https://oxfordstones.zendesk.com, without a trailing slash. */
    baseUrl: z
      .url({ protocol: /^https?$/, error: BASE_URL, abort: true })
      .refine((text) => !text.endsWith("/"), BASE_URL)
      .refine(isSafe, "operators.fault.https-desk"),
    /** The places of the ticket's id and text in a webhook's payload, if they differ from the desk's own. */
    ticket: pointer().optional(),
    text: pointer().optional(),
    /** The places of fields in a webhook's payload; they take precedence over the form in the text. */
    fields: z.partialRecord(ticketField(), pointer()).default({}),
    /** The labels of fields in a form in the ticket's text, in lines "Label: value". */
    labels: z
      .partialRecord(ticketField(), label())
      .default({})
      .transform((own): Readonly<Record<TicketField, string>> => ({ ...TICKET_FIELDS, ...own }))
      .refine(
        (all) => new Set(Object.values(all).map((one) => one.toLowerCase())).size === Object.keys(all).length,
        "operators.fault.labels-differ",
      ),
    /** The tag that hands a ticket over to a person: while it is set, Sendworthy writes nothing. */
    muteTag: z.string().min(1).max(100).default("sendworthy-mute"),
    /** The tag that marks any ticket as a request, even if its fields and form are empty. */
    requestTag: z.string().min(1).max(100).default("sendworthy-request"),
    /**
     * The desk's user with which Sendworthy answers, as payloads name it; comments of this user are our own.
     */
    ownUser: z.string().min(1).optional(),
  }),
);

/** How tickets of one help desk are read, and where they are answered. */
export type HelpDeskSettings = z.infer<typeof helpDesk>;

/** The settings for reading a ticket. */
export type ReadingSettings = Pick<
  HelpDeskSettings,
  "ticket" | "text" | "fields" | "labels" | "muteTag" | "requestTag" | "ownUser"
>;

/** The settings for reading a ticket if nothing else is configured. */
export const USUAL_READING: ReadingSettings = {
  fields: {},
  labels: TICKET_FIELDS,
  muteTag: "sendworthy-mute",
  requestTag: "sendworthy-request",
};

/** The help desks to which a deployment is connected, by name. */
export const helpDesks = z.record(ticketSource, helpDesk);
