import type { DeadLetters } from "#core/notices/channels";
import type { Item, Key } from "#core/table";
import { nextTryAt } from "./back-off.ts";
import { deliverNotice, type Outcome } from "./deliver-notice.ts";
import type { Moment } from "./delivery-trigger.ts";
import { type OutboxDeps, type OutboxItem, readOutboxItem } from "./outbox-item.ts";

/** What the delivery of one event needs of the world. */
export interface EventDeps extends OutboxDeps {
  readonly deadLetters: DeadLetters;
}

/** Delivers what is undelivered of one event, and takes the event out of the queue once nothing is left to try. */
export async function deliverEvent(key: Key, moment: Moment, deps: EventDeps): Promise<readonly Outcome[]> {
  const { now } = moment;
  const item = await deps.table.get(key);
  const found = item === undefined ? undefined : readOutboxItem(key, item, now, deps);
  if (found === undefined || !found.isUndelivered || isPostponed(found, now)) return [];
  const outcomes: Outcome[] = [];
  for (const sending of found.sendings) outcomes.push(await deliverNotice(sending, moment, deps.table));
  const next = await afterwards(found.kept, outcomes, now, deps.deadLetters);
  if (next !== undefined) {
    // Where another run was faster, its word stands.
    const { version } = found.kept;
    await deps.table.commit([{ item: { ...next, version: version + 1 }, expectedVersion: version }]);
  }
  return outcomes;
}

/** The index lags behind: another run may have put the event off a moment ago. */
function isPostponed({ kept: { tries, dueAt = 0 } }: OutboxItem, now: number): boolean {
  return tries > 0 && dueAt > now;
}

/** The item as it is kept now; `undefined` while another run has a notice of it in hand. */
async function afterwards(
  kept: OutboxItem["kept"],
  outcomes: readonly Outcome[],
  now: number,
  deadLetters: DeadLetters,
): Promise<Item | undefined> {
  const states = outcomes.map(({ state }) => state);
  if (states.includes("failed")) {
    const tries = kept.tries + 1;
    return { ...kept, tries, dueAt: nextTryAt(tries, now) };
  }
  if (states.includes("busy")) return undefined;
  const postponed = outcomes.flatMap((outcome) => (outcome.state === "postponed" ? [outcome.until] : []));
  if (postponed.length > 0) return { ...kept, dueAt: Math.min(...postponed) };
  for (const outcome of outcomes) {
    if (outcome.state !== "given-up") continue;
    const { notice, errorName } = outcome;
    await deadLetters.keep({ ...notice, item: { pk: kept.pk, sk: kept.sk }, errorName });
  }
  const { queue: _queue, dueAt: _dueAt, ...delivered } = kept;
  return delivered;
}
