import * as z from "zod";
import { hashOf, WATCH } from "#core/onboarding/schedule";
import type { ListedDomain } from "#core/watch/identity-watch";
import type { WatchDeps } from "./deps.ts";
import { IDENTITIES_A_READ, readStatuses } from "./read-statuses.ts";
import type { Slots } from "./slots.ts";

/** The progress of a pass: all identities are listed, and those that are due are read. */
const pass = z.object({
  version: z.number().int(),
  startedAt: z.number().int(),
  /** The number of the pass, which reads one part of so many of the identities. */
  number: z.number().int().default(0),
  parts: z.number().int().default(1),
  /** The token of the next page of the list. */
  nextToken: z.string().optional(),
  /** The listed names that are still to be read. */
  names: z.array(z.string()),
});

const KEY = { pk: "watch-pass", sk: "pass" };

type Pass = Readonly<Omit<z.infer<typeof pass>, "version">>;

/**
 * The passes of one round, in which each identity is read once: as many as the parts that fill a read, eight at most. The numbers
 * are powers of two: when an account grows past one, no identity waits longer than the longest round.
 */
const ROUNDS = [1, 2, 4] as const;
const LONGEST_ROUND = WATCH.roundMs / WATCH.passEveryMs;

/** What one call or two added to a pass. */
interface Step {
  readonly pass: Pass;
  /** The identities that were read. */
  readonly read: readonly string[];
}

/** Continues the pass as far as the SES budget allows; returns the identities that were read. */
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

/** The pass that is under way, or the next one; `undefined` while it is too early, or no slot is free. */
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

/** One more read, or one more page where a read would not be full; `undefined` at the end, or without a free slot. */
async function goOn(current: Pass, now: number, deps: WatchDeps, slots: Slots): Promise<Step | undefined> {
  const { names, nextToken } = current;
  if (names.length < IDENTITIES_A_READ && nextToken !== undefined) return withPage(current, deps, slots);
  if (names.length === 0) return undefined;
  const left = await readStatuses(names, now, deps, slots);
  const read = names.slice(0, names.length - left.length);
  return read.length === 0 ? undefined : { pass: { ...current, names: [...left] }, read };
}

/** Adds the names of one page: first those that the list gives a reason to read, then the part whose turn it is. */
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
