import { z } from "zod";
import { recordsRequiredForSending } from "#core/onboarding/changes/without-mail-from";
import type { Onboarding } from "#core/onboarding/onboarding";
import { jitterOf, WATCH } from "#core/onboarding/schedule";
import type { Item, Key, Put, Table } from "#core/table";

const time = z.number().int();

/** What the watch knows of one required record. */
const watchedRecord = z.object({
  name: z.string(),
  type: z.string(),
  /** When it was last right, and who served it then. */
  rightAt: time,
  nameServers: z.array(z.string()),
  /** Since when each look has found it gone or wrong, at whose word. */
  bad: z.object({ since: time, looks: z.number().int(), servers: z.array(z.string()) }).optional(),
});

/** What the watch knows of one required record. */
export type WatchedRecord = z.infer<typeof watchedRecord>;

/** A verified domain as it is watched; in the queue, by when its DNS is looked at next, while it is ready. */
const watchedDomain = z.object({
  identity: z.string(),
  version: z.number().int(),
  onboardingId: z.string(),
  records: z.array(watchedRecord),
  /** When SES was last seen to know it, to half a day. */
  knownAt: time.default(0),
  queue: z.literal("watched").optional(),
  dueAt: time.optional(),
});

/** A verified domain as it is watched. */
export type WatchedDomain = z.infer<typeof watchedDomain>;

/** Where the watch of an identity lies. */
function watchKey(identity: string): Key {
  return { pk: `watch#${identity}`, sk: "watch" };
}

/** The watch of an identity, if it was ever ready. */
export async function readWatched(
  table: Pick<Table, "get">,
  identity: string,
): Promise<WatchedDomain | undefined> {
  const item = await table.get(watchKey(identity));
  return item === undefined ? undefined : watchedDomain.parse(item);
}

/** The write that begins to watch a domain that is ready now, whatever was known of it before. */
export async function newWatchedDomain(
  table: Pick<Table, "get">,
  onboarding: Onboarding,
  now: number,
): Promise<Put> {
  const { identity, onboardingId, records, lastCheck: look } = onboarding;
  const before = await readWatched(table, identity);
  const known = recordsRequiredForSending(onboarding, records, (record) => record).map(
    ({ name, type }): WatchedRecord => {
      const seen = look?.records.find(({ record }) => record.name === name && record.type === type);
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

/** The write of what has changed about a watched domain. */
export function watchedPut(before: WatchedDomain, change: Partial<WatchedDomain>): Put {
  const item = itemOf({ ...before, ...change, version: before.version + 1 });
  return { item, expectedVersion: before.version };
}

/** The write that puts the watch of a domain to rest: a machine looks after it, or nobody does any more. */
export function stoppedWatchPut(before: WatchedDomain): Put {
  const { queue: _queue, dueAt: _dueAt, ...resting } = before;
  return { item: itemOf({ ...resting, version: before.version + 1 }), expectedVersion: before.version };
}

/** About a day from now, never all domains at once. */
export function nextWatchCheckAt(identity: string, now: number): number {
  return now + Math.round(WATCH.everyMs * (1 - jitterOf(identity) / 10));
}

function itemOf(watched: WatchedDomain): Item {
  return { ...watchKey(watched.identity), ...watched };
}
