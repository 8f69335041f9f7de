import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { type ProbeAttributes, probePlan, watchedPartOf } from "#core/onboarding/probe-plan";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import { jitterOf, PROBE, WATCH } from "#core/onboarding/schedule";
import type { Item, Key, Put, Table } from "#core/table";

const time = z.number().int();

/** One required record as the watch stores it. */
const watchedRecord = z.object({
  name: z.string(),
  type: z.string(),
  /** The value that was required when the watch began. */
  value: z.string().optional(),
  /** When a check last found it right, and the name servers that held it then. */
  rightAt: time,
  nameServers: z.array(z.string()),
  /** Since when every check has found it missing or wrong, and at which servers. */
  bad: z.object({ since: time, checks: z.number().int(), servers: z.array(z.string()) }).optional(),
});

/** One required record as the watch stores it. */
export type WatchedRecord = z.infer<typeof watchedRecord>;

/**
 * A verified domain that is watched. While it is ready it is in the queue, due at the time of its next DNS
 * check.
 */
const watchedDomain = z.object({
  identity: z.string(),
  version: z.number().int(),
  onboardingId: z.string(),
  records: z.array(watchedRecord),
  /** When SES last listed it, at the latest `WATCH.notedEveryMs` ago. */
  knownAt: time.default(0),
  /** When a probe last saw a bad record, which made a check due. */
  signAt: time.optional(),
  queue: z.literal("watched").optional(),
  dueAt: time.optional(),
});

/** A verified domain that is watched. */
export type WatchedDomain = z.infer<typeof watchedDomain>;

const PREFIX = "watch#";

/** The key of a watched domain. */
function watchKey(identity: string): Key {
  return { pk: `${PREFIX}${identity}`, sk: "watch" };
}

/** Reads a watched domain; `undefined` if it was never ready. */
export async function readWatched(
  table: Pick<Table, "get">,
  identity: string,
): Promise<WatchedDomain | undefined> {
  const item = await table.get(watchKey(identity));
  return item === undefined ? undefined : watchedDomain.parse(item);
}

/**
 * Builds the write that starts the watch of a domain that has become ready. Earlier knowledge about it is
 * dropped.
 */
export async function newWatchedDomain(
  table: Pick<Table, "get">,
  onboarding: Onboarding,
  now: number,
): Promise<Put> {
  const { identity, onboardingId, records, lastCheck } = onboarding;
  const before = await readWatched(table, identity);
  const known = recordsRequiredForSending(onboarding, records, (record) => record).map(
    ({ name, type, value }): WatchedRecord => {
      const seen = lastCheck?.records.find(({ record }) => record.name === name && record.type === type);
      return {
        name,
        type,
        value,
        rightAt: seen?.rightAt ?? now,
        nameServers: seen?.place?.nameServers ?? [],
      };
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

/**
 * Builds the write after a probe saw a bad record. The domain is then checked soon; only those checks decide
 * whether a record is lost. `undefined` if the domain is not watched, or if a probe led to a check a moment
 * ago.
 */
export function signPut(before: WatchedDomain, now: number): Put | undefined {
  const { queue, signAt = Number.NEGATIVE_INFINITY } = before;
  if (queue === undefined || Math.abs(now - signAt) < PROBE.signsEveryMs) return undefined;
  return watchedPut(before, { signAt: now, dueAt: Math.min(before.dueAt ?? now, now) });
}

/** Returns the identity of a watched domain by the key of its item; `undefined` for any other key. */
export function watchedIdentity(pk: string): string | undefined {
  return pk.startsWith(PREFIX) ? pk.slice(PREFIX.length) : undefined;
}

/**
 * Builds the write that stops the watch of a domain, because an execution checks it again or its identity was
 * released.
 */
export function stoppedWatchPut(before: WatchedDomain): Put {
  const { queue: _queue, dueAt: _dueAt, ...stopped } = before;
  return { item: itemOf({ ...stopped, version: before.version + 1 }), expectedVersion: before.version };
}

/** Returns a time about a day from now, spread so that not all domains are due at once. */
export function nextWatchCheckAt(identity: string, now: number): number {
  return now + Math.round(WATCH.everyMs * (1 - jitterOf(identity) / 10));
}

function itemOf(watched: WatchedDomain): Item {
  return { ...watchKey(watched.identity), ...probeAttributesOf(watched), ...watched };
}

/**
 * Returns the attributes for the index `probes`. A domain with a bad record is left out: it is checked often
 * already.
 */
function probeAttributesOf({ identity, queue, records }: WatchedDomain): ProbeAttributes | undefined {
  const known = records.flatMap(({ name, type, value }) =>
    value === undefined ? [] : [{ name, type, value, right: true, seen: [] }],
  );
  const isBad = records.some(({ bad }) => bad !== undefined);
  if (queue === undefined || isBad || known.length === 0) return undefined;
  const [nameServer] = records.flatMap(({ nameServers }) => nameServers);
  const plan = {
    domain: identity,
    since: 0,
    ...(nameServer !== undefined && { nameServer }),
    records: known,
  };
  return { probes: watchedPartOf(identity), probe: probePlan.parse(plan) };
}
