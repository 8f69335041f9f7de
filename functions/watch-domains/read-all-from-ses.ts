import * as z from "zod";
import { hashOf, WATCH } from "#core/onboarding/schedule";
import type { ListedDomain } from "#core/watch/identity-watch";
import type { WatchDeps } from "./deps.ts";
import { IDENTITIES_A_READ, readStatuses } from "./read-statuses.ts";
import type { Slots } from "./slots.ts";

/** The progress of a pass, which lists all identities and reads those that are due. */
const pass = z.object({
  version: z.number().int(),
  startedAt: z.number().int(),
  /** The number of the pass; each pass of a round reads another part of the identities. */
  number: z.number().int().default(0),
  parts: z.number().int().default(1),
  /** The token of the next page of the list. */
  nextToken: z.string().optional(),
  /** The listed names that have not been read. */
  names: z.array(z.string()),
});

const KEY = { pk: "watch-pass", sk: "pass" };

type Pass = Readonly<Omit<z.infer<typeof pass>, "version">>;

/**
 * Returns the number of passes in a round, in which each identity is read once: as many as there are parts
 * that fill a read, at most eight. The number is a power of two. When the account grows to the next one, no
 * identity waits longer than the longest round.
 */
const ROUNDS = [1, 2, 4] as const;
const LONGEST_ROUND = WATCH.roundMs / WATCH.passEveryMs;

/** The result of one or two calls of a pass. */
interface Step {
  readonly pass: Pass;
  /** The identities that were read. */
  readonly read: readonly string[];
}

/** Continues the pass as far as the SES budget allows, and returns the identities that were read. */
export async function readAllFromSes(now: number, deps: WatchDeps, slots: Slots): Promise<readonly string[]> {
  const item = await deps.table.get(KEY);
  const before = item === undefined ? undefined : pass.parse(item);
  let step = await startOrContinue(before, now, deps, slots);
  if (step === undefined) return [];
  const read: string[] = [];
  let current = step.pass;
  while (step !== undefined) {
    current = step.pass;
    read.push(...step.read);
    step = await goOn(current, now, deps, slots);
  }
  // If another run wrote first, its progress is kept; a status that was read twice is reported once.
  const next = { ...KEY, ...current, version: (before?.version ?? 0) + 1 };
  await deps.table.commit([{ item: next, expectedVersion: before?.version }]);
  return read;
}

/** Returns the current pass, or the next one; `undefined` if it is too early, or if no slot is free. */
async function startOrContinue(
  before: Pass | undefined,
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<Step | undefined> {
  const isUnderWay = before !== undefined && (before.names.length > 0 || before.nextToken !== undefined);
  if (isUnderWay) return { pass: before, read: [] };
  if (before !== undefined && now < before.startedAt + WATCH.passEveryMs) return undefined;
  if ((await deps.queue.due("watched", Number.MAX_SAFE_INTEGER)).length === 0) return undefined;
  const number = before === undefined ? 0 : before.number + 1;
  return withPage({ startedAt: now, number, parts: 1, names: [] }, deps, slots);
}

/**
 * Reads once more, or first another page if a read would not be full; `undefined` at the end, or without a
 * free slot.
 */
async function goOn(current: Pass, now: number, deps: WatchDeps, slots: Slots): Promise<Step | undefined> {
  const { names, nextToken } = current;
  if (names.length < IDENTITIES_A_READ && nextToken !== undefined) return withPage(current, deps, slots);
  if (names.length === 0) return undefined;
  const left = await readStatuses(names, now, deps, slots);
  const read = names.slice(0, names.length - left.length);
  return read.length === 0 ? undefined : { pass: { ...current, names: [...left] }, read };
}

/**
 * Adds the names of one page: first those that the list gives a reason to read, and then the part that is
 * due.
 */
async function withPage(
  { startedAt, number, parts: known, names, nextToken: from }: Pass,
  { identities }: WatchDeps,
  slots: Slots,
): Promise<Step | undefined> {
  const slot = await slots.take();
  if (slot === undefined) return undefined;
  await slot();
  const { domains, nextToken } = await identities.list(from);
  const next = nextToken === undefined ? {} : { nextToken };
  const isFirst = from === undefined;
  const parts = isFirst ? partsOf(domains.length, nextToken !== undefined) : known;
  const suspects = domains.filter(({ isFine }) => !isFine);
  const due = domains.filter((one) => one.isFine && hashOf(one.identity) % parts === number % parts);
  const all = [...suspects.map(nameOf), ...names, ...due.map(nameOf)];
  return { pass: { startedAt, number, parts, names: all, ...next }, read: [] };
}

function partsOf(listed: number, hasMore: boolean): number {
  if (hasMore) return LONGEST_ROUND;
  return ROUNDS.find((parts) => listed <= parts * IDENTITIES_A_READ) ?? LONGEST_ROUND;
}

function nameOf({ identity }: ListedDomain): string {
  return identity;
}
