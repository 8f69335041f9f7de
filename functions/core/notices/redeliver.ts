import { type Notice, onboardingEvent } from "#core/onboarding/event";
import type { Item, Put, Table } from "#core/table";
import { ticketReply } from "#core/tickets/ticket-reply";
import { noticeKey, noticeProgress } from "./notice-progress.ts";

/**
 * The writes that take given up notices of these items, events or answers in tickets, back into the outbox; none for what
 * was sent, or is there already.
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
  // What is in the queue is tried again by itself.
  if (queue !== undefined) return [];
  const again = await Promise.all(notices.map((notice) => freshProgress(table, item.pk, notice, now)));
  const unsent = again.flatMap((put) => put ?? []);
  if (unsent.length === 0) return [];
  const due = { queue: "undelivered", dueAt: now, tries: 0 };
  return [{ item: { ...item, ...due, version: item.version + 1 }, expectedVersion: item.version }, ...unsent];
}

function undelivered(item: Item): {
  readonly queue?: string | undefined;
  readonly notices: readonly Pick<Notice, "noticeId">[];
} {
  if (!item.sk.startsWith("reply#")) return onboardingEvent.parse(item);
  const { queue, noticeId } = ticketReply.parse(item);
  return { queue, notices: [{ noticeId }] };
}

/** All tries but one are open again: it counts as begun, so that a help desk is asked for it first. */
async function freshProgress(
  table: Pick<Table, "get">,
  pk: string,
  notice: Pick<Notice, "noticeId">,
  now: number,
): Promise<Put | undefined> {
  const item = await table.get(noticeKey(pk, notice));
  if (item === undefined) return undefined;
  const { state, version } = noticeProgress.parse(item);
  if (state === "sent") return undefined;
  const fresh = { ...item, tries: 1, putOff: 0, leaseUntil: now, version: version + 1 };
  return { item: fresh, expectedVersion: version };
}
