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
  /** The projects that use it. */
  projects: z.array(z.string()),
});

/** The MAIL FROM domain that an identity keeps although the ticket names another one. */
export type KeptMailFrom = z.infer<typeof keptMailFrom>;

/** What a validation error expected; it is written in the ticket's language when the answer is sent. */
const expectation = storedText.transform(
  (stored): Text => (isText(stored) ? stored : { key: "fault.other", values: {} }),
);

/** The content of an answer to a ticket without an onboarding of its own. */
const replyContent = z.discriminatedUnion("about", [
  /** The request is invalid; all validation errors are listed. */
  z.object({
    about: z.literal("faults"),
    /** True if no correction was read from the last comment. */
    isUnread: z.boolean().optional(),
    faults: z.array(z.object({ field: z.string(), sent: z.unknown(), expected: expectation })),
  }),
  /** An internal note lists what the support team has to correct. */
  z.object({
    about: z.literal("team"),
    faults: z.array(z.object({ field: z.string(), sent: z.unknown(), expected: expectation })),
  }),
  /** An operator has to decide first; the reason is not disclosed. */
  z.object({ about: z.literal("needs-check") }),
  /** The project does not send through SES. */
  z.object({ about: z.literal("not-ses"), guideUrl: z.string().optional() }),
  /** An earlier ticket of the same owner is setting up the same identity, where everything continues. */
  z.object({
    about: z.literal("joined"),
    identity: z.string(),
    ticket: z.string(),
    kept: keptMailFrom.optional(),
  }),
  /**
   * An identity of the same owner covers the addresses. No record is needed, and the accepted addresses can
   * be used at once.
   */
  z.object({
    about: z.literal("covered"),
    identity: z.string(),
    /** Absent if the identity is ready without a custom MAIL FROM domain. */
    mailFrom: z.string().optional(),
    /** The addresses that were accepted. */
    fromAddresses: z.array(z.string()),
    refused: z.array(refusedAddress),
    kept: keptMailFrom.optional(),
  }),
]);

/** The content of an answer to a ticket without an onboarding of its own. */
export type ReplyContent = z.infer<typeof replyContent>;

/** An answer to a request that was refused. */
export type RefusalContent = Exclude<ReplyContent, { readonly about: "joined" | "covered" | "team" }>;

/** An answer in a ticket that has no onboarding; it is delivered through the same outbox as events. */
export const ticketReply = z.object({
  version: z.number().int(),
  source: ticketSource,
  ticket: z.string(),
  /**
   * Made of ticket and delivery, so it is always the same. The answer contains it, which reveals a duplicate.
   */
  noticeId: z.string(),
  at: z.number().int(),
  /** The language of the answer, as a language tag (RFC 5646). */
  language: z.string().optional(),
  content: replyContent,
  /** How often delivery failed. */
  tries: z.number().int(),
  queue: z.literal("undelivered").optional(),
  dueAt: z.number().int().optional(),
  /** The time of deletion in epoch seconds, because the item may hold a stranger's data. */
  forgetAt: z.number().int(),
});

/** An answer in a ticket that has no onboarding. */
export type TicketReply = z.infer<typeof ticketReply>;

/** Returns the key of an answer. */
function ticketReplyKey(source: Source, ticket: string, deliveryId: string): Key {
  return { pk: `ticket#${source}#${ticket}`, sk: `reply#${deliveryId}` };
}

/** Returns the item of a new, undelivered answer. */
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
