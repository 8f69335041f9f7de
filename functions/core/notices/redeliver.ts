import { type Notice, onboardingEvent } from "#core/onboarding/event";
import type { Item, Put, Table } from "#core/table";
import { ticketReply } from "#core/tickets/ticket-reply";
import { noticeKey, noticeProgress } from "./notice-progress.ts";

/**
 * Returns the writes that put events or ticket replies back into the outbox if the delivery of a notice was
 * given up. Items that are still in the outbox are left out, and sent notices stay as they are.
 */
export async function redeliveryPuts(
  table: Pick<Table, "get">,
  items: readonly Item[],
  now: number,
): Promise<Put[]> {
  const puts = await Promise.all(items.map((item) => putsOf(table, item, now)));
  return puts.flat();
}

async function putsOf(table: Pick<Table, "get">, item: Item, now: number): Promise<Put[]> {
  const { queue, notices } = undelivered(item);
  // The schedule already retries what is in the queue.
  if (queue !== undefined) return [];
  const resets = await Promise.all(notices.map((notice) => resetProgress(table, item.pk, notice, now)));
  const unsent = resets.flatMap((put) => put ?? []);
  if (unsent.length === 0) return [];
  const { delivery: _delivery, givenUp: _givenUp, ...event } = item;
  const due = { queue: "undelivered", dueAt: now, tries: 0, version: item.version + 1 };
  return [{ item: { ...event, ...due }, expectedVersion: item.version }, ...unsent];
}

function undelivered(item: Item): {
  readonly queue?: string | undefined;
  readonly notices: readonly Pick<Notice, "noticeId">[];
} {
  if (!item.sk.startsWith("reply#")) return onboardingEvent.parse(item);
  const { queue, noticeId } = ticketReply.parse(item);
  return { queue, notices: [{ noticeId }] };
}

/**
 * Resets the attempts of a notice to 1. With 0, the help desk would not be asked whether it already has the
 * answer.
 */
async function resetProgress(
  table: Pick<Table, "get">,
  pk: string,
  notice: Pick<Notice, "noticeId">,
  now: number,
): Promise<Put | undefined> {
  const item = await table.get(noticeKey(pk, notice));
  if (item === undefined) return undefined;
  const { state, version } = noticeProgress.parse(item);
  if (state !== "sending") return undefined;
  const reset = { ...item, tries: 1, timesPostponed: 0, leaseUntil: now, version: version + 1 };
  return { item: reset, expectedVersion: version };
}
