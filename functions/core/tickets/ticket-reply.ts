import * as z from "zod";
import { refusedAddress } from "#core/onboarding/refused-address";
import { PEOPLE_KEPT_MS } from "#core/onboarding/schedule";
import { type Source, ticketSource } from "#core/onboarding/ticket-source";
import { storedText } from "#core/records/last-check";
import type { Item, Key } from "#core/table";
import { isText } from "#core/words/is-text";
import type { Text } from "#core/words/texts";

/** The MAIL FROM domain that an identity keeps although the ticket names another one. */
const keptMailFrom = z.object({
  mailFrom: z.string(),
  named: z.string(),
  /** The projects that send by it. */
  projects: z.array(z.string()),
});

/** The MAIL FROM domain that an identity keeps although the ticket names another one. */
export type KeptMailFrom = z.infer<typeof keptMailFrom>;

/** What was expected, written in the language of the ticket when the answer is sent. */
const expectation = storedText.transform(
  (stored): Text => (isText(stored) ? stored : { key: "fault.other", values: {} }),
);

/** The answer to a ticket that has no onboarding of its own. */
const replyContent = z.discriminatedUnion("about", [
  /** The request is not valid: all validation errors. */
  z.object({
    about: z.literal("faults"),
    faults: z.array(z.object({ field: z.string(), sent: z.unknown(), expected: expectation })),
  }),
  /** What the team has to put right, in an internal note. */
  z.object({
    about: z.literal("team"),
    faults: z.array(z.object({ field: z.string(), sent: z.unknown(), expected: expectation })),
  }),
  /** An operator decides first; the reason is not disclosed. */
  z.object({ about: z.literal("needs-check") }),
  /** The project does not send through SES. */
  z.object({ about: z.literal("not-ses"), guideUrl: z.string().optional() }),
  /** An earlier ticket of the same owner set the same identity up: it goes on there. */
  z.object({
    about: z.literal("joined"),
    identity: z.string(),
    ticket: z.string(),
    kept: keptMailFrom.optional(),
  }),
  /** An identity of the same owner covers the addresses: no record is needed, and those that are taken can be used at once. */
  z.object({
    about: z.literal("covered"),
    identity: z.string(),
    mailFrom: z.string(),
    /** The addresses that were accepted. */
    fromAddresses: z.array(z.string()),
    refused: z.array(refusedAddress),
    kept: keptMailFrom.optional(),
  }),
]);

/** The answer to a ticket that has no onboarding of its own. */
export type ReplyContent = z.infer<typeof replyContent>;

/** An answer to a request that was refused. */
export type RefusalContent = Exclude<ReplyContent, { readonly about: "joined" | "covered" | "team" }>;

/** An answer in a ticket that has no onboarding; delivered through the same outbox as the events of onboardings. */
export const ticketReply = z.object({
  version: z.number().int(),
  source: ticketSource,
  ticket: z.string(),
  /** Stable: ticket and delivery. Carried in the answer, so that a duplicate can be known. */
  noticeId: z.string(),
  at: z.number().int(),
  /** The language of the answer, by its RFC 5646 tag. */
  language: z.string().optional(),
  content: replyContent,
  /** How often delivery failed. */
  tries: z.number().int(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
  /** Epoch seconds: what a stranger wrote is not kept. */
  forgetAt: z.number().int(),
});

/** An answer in a ticket that has no onboarding. */
export type TicketReply = z.infer<typeof ticketReply>;

/** The key of an answer. */
function ticketReplyKey(source: Source, ticket: string, deliveryId: string): Key {
  return { pk: `ticket#${source}#${ticket}`, sk: `reply#${deliveryId}` };
}

/** An answer as it is first written, undelivered. */
export function newTicketReply(
  {
    source,
    ticket,
    deliveryId,
    language,
  }: {
    readonly source: Source;
    readonly ticket: string;
    readonly deliveryId: string;
    readonly language?: string | undefined;
  },
  content: ReplyContent,
  at: number,
): Item {
  const reply: TicketReply = {
    version: 1,
    source,
    ticket,
    noticeId: `${source}/${ticket}/${deliveryId}`,
    at,
    ...(language === undefined ? {} : { language }),
    content,
    tries: 0,
    queue: "undelivered",
    dueAt: at,
    forgetAt: Math.floor((at + PEOPLE_KEPT_MS) / 1000),
  };
  return { ...ticketReplyKey(source, ticket, deliveryId), ...reply };
}
