import type { DeadLetters } from "#core/notices/channels";
import type { Item, Key } from "#core/table";
import { nextTryAt } from "./back-off.ts";
import { deliverNotice, type Outcome } from "./deliver-notice.ts";
import type { Moment } from "./delivery-trigger.ts";
import { type OutboxDeps, type OutboxItem, readOutboxItem } from "./outbox-item.ts";

/** The dependencies of the delivery of one event. */
export interface EventDeps extends OutboxDeps {
  readonly deadLetters: DeadLetters;
}

/**
 * Delivers the undelivered notices of one event. Removes the event from the outbox when none remains to be
 * tried.
 */
export async function deliverEvent(key: Key, moment: Moment, deps: EventDeps): Promise<readonly Outcome[]> {
  const { now } = moment;
  const item = await deps.table.get(key);
  const found = item === undefined ? undefined : readOutboxItem(key, item, now, deps);
  if (found === undefined || !found.isUndelivered || isPostponed(found, now)) return [];
  const outcomes: Outcome[] = [];
  for (const sending of found.sendings) outcomes.push(await deliverNotice(sending, moment, deps.table));
  const next = await itemAfter(found.stored, outcomes, now, deps.deadLetters);
  if (next !== undefined) {
    // If another run wrote first, its result is kept.
    const { version } = found.stored;
    await deps.table.commit([{ item: { ...next, version: version + 1 }, expectedVersion: version }]);
  }
  return outcomes;
}

/** The index is eventually consistent, so another run may already have postponed the event. */
function isPostponed({ stored: { tries, dueAt = 0 }, notBefore = 0 }: OutboxItem, now: number): boolean {
  return notBefore > now || (tries > 0 && dueAt > now);
}

/** Returns the outbox item after this run; `undefined` while another run is sending one of its notices. */
async function itemAfter(
  stored: OutboxItem["stored"],
  outcomes: readonly Outcome[],
  now: number,
  deadLetters: DeadLetters,
): Promise<Item | undefined> {
  const states = outcomes.map(({ state }) => state);
  if (states.includes("failed")) {
    const tries = stored.tries + 1;
    return { ...stored, tries, dueAt: nextTryAt(tries, now) };
  }
  if (states.includes("busy")) return undefined;
  const postponed = outcomes.flatMap((outcome) => (outcome.state === "postponed" ? [outcome.until] : []));
  if (postponed.length > 0) return { ...stored, dueAt: Math.min(...postponed) };
  const lost = outcomes.flatMap((outcome) => (outcome.state === "given-up" ? [outcome] : []));
  for (const { notice, errorName } of lost)
    await deadLetters.keep({ ...notice, item: { pk: stored.pk, sk: stored.sk }, errorName });
  const { queue: _queue, dueAt: _dueAt, ...delivered } = stored;
  return {
    ...delivered,
    ...(states.includes("in-digest") && { hasDigest: true }),
    ...(lost.length > 0 && {
      delivery: "given-up",
      givenUp: lost.map(({ notice: { recipient }, errorName }) => ({ recipient, errorName })),
    }),
  };
}
