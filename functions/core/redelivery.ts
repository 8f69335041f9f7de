import { noticeKey, noticeProgress } from "#core/notice-progress";
import { type Notice, onboardingEvent } from "#core/onboarding-event";
import type { Item, Put, Table } from "#core/table";

/** The writes that have everything delivered once more that was given up of these events; none for what was sent. */
export async function redeliveryPuts(
  table: Pick<Table, "get">,
  items: readonly Item[],
  now: number,
): Promise<Put[]> {
  const puts = await Promise.all(items.map((item) => putsOf(table, item, now)));
  return puts.flat();
}

async function putsOf(table: Pick<Table, "get">, item: Item, now: number): Promise<Put[]> {
  const event = onboardingEvent.parse(item);
  // What is in the queue is tried again by itself.
  if (event.queue !== undefined) return [];
  const again = await Promise.all(
    event.notices.map((notice) => freshProgress(table, event.onboardingId, notice)),
  );
  const unsent = again.flatMap((put) => put ?? []);
  if (unsent.length === 0) return [];
  const due = { queue: "undelivered", dueAt: now, tries: 0 };
  return [{ item: { ...item, ...due, version: item.version + 1 }, expectedVersion: item.version }, ...unsent];
}

/** All tries are open again; nothing if it was sent. */
async function freshProgress(
  table: Pick<Table, "get">,
  onboardingId: string,
  notice: Notice,
): Promise<Put | undefined> {
  const key = noticeKey(onboardingId, notice);
  const item = await table.get(key);
  if (item === undefined) return undefined;
  const before = noticeProgress.parse(item);
  if (before.state === "sent") return undefined;
  const fresh = { ...key, ...before, tries: 0, leaseUntil: 0, version: before.version + 1 };
  return { item: fresh, expectedVersion: before.version };
}
