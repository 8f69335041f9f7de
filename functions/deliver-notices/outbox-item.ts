import { onboardingEvent } from "#core/onboarding/event";
import type { Item, Key } from "#core/table";
import { ticketReply } from "#core/tickets/ticket-reply";
import { type EventSendingDeps, eventSendings } from "./event-sendings.ts";
import { type ReplySendingDeps, replySending } from "./reply-sending.ts";
import type { Sending } from "./sending.ts";

/** What the items of the outbox need of the world. */
export interface OutboxDeps extends EventSendingDeps, ReplySendingDeps {}

/** What waits to be delivered: an event of an onboarding, or an answer in a ticket without one. */
export interface OutboxItem {
  /** As it is kept. */
  readonly kept: Item & { readonly tries: number; readonly dueAt?: number | undefined };
  readonly isUndelivered: boolean;
  readonly sendings: readonly Sending[];
}

/** Reads an item of the outbox by what its key says that it is. */
export function readOutboxItem(key: Key, item: Item, now: number, deps: OutboxDeps): OutboxItem {
  if (key.sk.startsWith("reply#")) {
    const reply = ticketReply.parse(item);
    return {
      kept: { ...key, ...reply },
      isUndelivered: reply.queue !== undefined,
      sendings: [replySending(key.pk, reply, deps)],
    };
  }
  const event = onboardingEvent.parse(item);
  return {
    kept: { ...key, ...event },
    isUndelivered: event.queue !== undefined,
    sendings: eventSendings(event, now, deps),
  };
}
