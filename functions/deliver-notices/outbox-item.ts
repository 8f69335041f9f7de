import { mailDigest } from "#core/notices/mail-digest";
import { onboardingEvent } from "#core/onboarding/event";
import type { Item, Key } from "#core/table";
import { ticketReply } from "#core/tickets/ticket-reply";
import { type DigestDeps, digestSending } from "./digest-sending.ts";
import { type EventSendingDeps, eventSendings } from "./event-sendings.ts";
import { type ReplySendingDeps, replySending } from "./reply-sending.ts";
import type { Sending } from "./sending.ts";

/** The dependencies of all outbox items. */
export interface OutboxDeps extends EventSendingDeps, ReplySendingDeps, DigestDeps {}

/** An item with notices to deliver: an event of an onboarding, a reply to a ticket without one, or a digest. */
export interface OutboxItem {
  /** The stored item. */
  readonly stored: Item & { readonly tries: number; readonly dueAt?: number | undefined };
  readonly isUndelivered: boolean;
  /** Nothing is sent before this time (epoch milliseconds); a digest is collected until then. */
  readonly notBefore?: number;
  readonly sendings: readonly Sending[];
}

/** Reads an outbox item, whose key shows its kind. */
export function readOutboxItem(key: Key, item: Item, now: number, deps: OutboxDeps): OutboxItem {
  if (key.sk.startsWith("reply#")) {
    const reply = ticketReply.parse(item);
    return {
      stored: { ...key, ...reply },
      isUndelivered: reply.queue !== undefined,
      sendings: [replySending(key.pk, reply, deps)],
    };
  }
  if (key.sk.startsWith("digest#")) {
    const digest = mailDigest.parse(item);
    return {
      stored: { ...key, ...digest },
      isUndelivered: digest.queue !== undefined,
      notBefore: digest.sendAt,
      sendings: [digestSending(key, item, deps)],
    };
  }
  const event = onboardingEvent.parse(item);
  return {
    stored: { ...key, ...event },
    isUndelivered: event.queue !== undefined,
    ...(event.notBefore !== undefined && { notBefore: event.notBefore }),
    sendings: eventSendings(event, now, deps),
  };
}
