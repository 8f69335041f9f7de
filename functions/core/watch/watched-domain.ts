import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import { jitterOf, WATCH } from "#core/onboarding/schedule";
import type { Item, Key, Put, Table } from "#core/table";

const time = z.number().int();

/** One required record as the watch knows it. */
const watchedRecord = z.object({
  name: z.string(),
  type: z.string(),
  /** When it was last right, and the name servers that held it then. */
  rightAt: time,
  nameServers: z.array(z.string()),
  /** Since when each check has found it missing or wrong, and at which servers. */
  bad: z.object({ since: time, checks: z.number().int(), servers: z.array(z.string()) }).optional(),
});

/** One required record as the watch knows it. */
export type WatchedRecord = z.infer<typeof watchedRecord>;

/** A verified domain as it is watched. While it is ready it is in the queue, due when its DNS is checked next. */
const watchedDomain = z.object({
  identity: z.string(),
  version: z.number().int(),
  onboardingId: z.string(),
  records: z.array(watchedRecord),
  /** The last time at which SES listed it, exact to half a day. */
  knownAt: time.default(0),
  queue: z.literal("watched").optional(),
  dueAt: time.optional(),
});

/** A verified domain as it is watched. */
export type WatchedDomain = z.infer<typeof watchedDomain>;

/** The key of a watched domain. */
function watchKey(identity: string): Key {
  return { pk: `watch#${identity}`, sk: "watch" };
}

/** Reads a watched domain; `undefined` if it was never ready. */
export async function readWatched(
  table: Pick<Table, "get">,
  identity: string,
): Promise<WatchedDomain | undefined> {
  const item = await table.get(watchKey(identity));
  return item === undefined ? undefined : watchedDomain.parse(item);
}

/** Builds the write that starts to watch a domain that is ready now. Earlier knowledge about it is dropped. */
export async function newWatchedDomain(
  table: Pick<Table, "get">,
  onboarding: Onboarding,
  now: number,
): Promise<Put> {
  const { identity, onboardingId, records, lastCheck } = onboarding;
  const before = await readWatched(table, identity);
  const known = recordsRequiredForSending(onboarding, records, (record) => record).map(
    ({ name, type }): WatchedRecord => {
      const seen = lastCheck?.records.find(({ record }) => record.name === name && record.type === type);
      return { name, type, rightAt: seen?.rightAt ?? now, nameServers: seen?.place?.nameServers ?? [] };
    },
  );
  const watched = {
    identity,
    onboardingId,
    records: known,
    knownAt: now,
    queue: "watched",
    dueAt: nextWatchCheckAt(identity, now),
  } as const;
  return before === undefined
    ? { item: itemOf({ ...watched, version: 1 }), expectedVersion: undefined }
    : watchedPut(before, watched);
}

/** Builds the write of a change to a watched domain. */
export function watchedPut(before: WatchedDomain, change: Partial<WatchedDomain>): Put {
  const item = itemOf({ ...before, ...change, version: before.version + 1 });
  return { item, expectedVersion: before.version };
}

/** Builds the write that stops the watch of a domain, because an execution checks it again or it was given back. */
export function stoppedWatchPut(before: WatchedDomain): Put {
  const { queue: _queue, dueAt: _dueAt, ...stopped } = before;
  return { item: itemOf({ ...stopped, version: before.version + 1 }), expectedVersion: before.version };
}

/** Returns a time about a day from now, spread so that not all domains are due at once. */
export function nextWatchCheckAt(identity: string, now: number): number {
  return now + Math.round(WATCH.everyMs * (1 - jitterOf(identity) / 10));
}

function itemOf(watched: WatchedDomain): Item {
  return { ...watchKey(watched.identity), ...watched };
}
