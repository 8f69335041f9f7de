import * as z from "zod";
import { WATCH } from "#core/onboarding/schedule";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { recordSesStatus } from "./record-ses-status.ts";
import { createSlots, type Slots } from "./slots.ts";

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html: at most 100 a call. */
const DOMAINS_A_READ = 100;

/** The progress of the pass over all identities. */
const pass = z.object({
  version: z.number().int(),
  startedAt: z.number().int(),
  /** Where the next page of the list begins. */
  nextToken: z.string().optional(),
  /** The names of the last page that are still to be read. */
  names: z.array(z.string()),
});

const KEY = { pk: "watch-pass", sk: "pass" };

type Pass = z.infer<typeof pass>;

/** Continues the pass as far as the SES budget allows; returns the number of domains that were read. */
export async function readAllFromSes(now: number, deps: WatchDeps): Promise<number> {
  const item = await deps.table.get(KEY);
  const before = item === undefined ? undefined : pass.parse(item);
  const slots = createSlots(now, deps);
  const started = await startOrContinue(before, now, deps, slots);
  if (started === undefined) return 0;
  let names = started.names;
  while (names.length > 0) {
    const some = names.slice(0, DOMAINS_A_READ);
    // The two reads of a hundred domains are of use only together.
    const [first, second] = [await slots.take(), await slots.take()];
    if (first === undefined || second === undefined) break;
    await first();
    const dkim = await deps.identities.dkim(some);
    await second();
    const mailFrom = await deps.identities.mailFrom(some);
    for (const identity of some) {
      const status = { dkim: dkim.get(identity), mailFrom: mailFrom.get(identity) };
      await logAndContinue(identity, () => recordSesStatus(identity, status, now, deps, slots));
    }
    names = names.slice(DOMAINS_A_READ);
  }
  const next = { ...KEY, ...started, names, version: (before?.version ?? 0) + 1 };
  // If another run wrote first, its write counts: a status that was read twice is reported once.
  await deps.table.commit([{ item: next, expectedVersion: before?.version }]);
  return started.names.length - names.length;
}

/** The pass with domains to read; `undefined` while it is too early, or no slot is free. */
async function startOrContinue(
  before: Pass | undefined,
  now: number,
  { identities, queue }: WatchDeps,
  slots: Slots,
): Promise<Omit<Pass, "version"> | undefined> {
  if (before !== undefined && before.names.length > 0) return before;
  const isNew = before?.nextToken === undefined;
  if (isNew && before !== undefined && now < before.startedAt + WATCH.passEveryMs) return undefined;
  if (isNew && (await queue.due("watched", Number.MAX_SAFE_INTEGER)).length === 0) return undefined;
  const slot = await slots.take();
  if (slot === undefined) return undefined;
  await slot();
  const { domains, nextToken } = await identities.list(before?.nextToken);
  const startedAt = isNew ? now : before.startedAt;
  return { startedAt, names: [...domains], ...(nextToken !== undefined && { nextToken }) };
}
