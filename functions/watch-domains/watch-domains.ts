import * as z from "zod";
import { WATCH } from "#core/onboarding/schedule";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { checkWatchedDns } from "./check-watched-dns.ts";
import type { WatchDeps } from "./deps.ts";
import { detectDeletion } from "./detect-deletion.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { readAllFromSes } from "./read-all-from-ses.ts";
import { readAwaited } from "./read-awaited.ts";
import { readStatuses } from "./read-statuses.ts";
import { createSlots } from "./slots.ts";
import { watchTenants } from "./watch-tenants.ts";

/** The number of domains that are checked in parallel. */
const AT_ONCE = 10;

/** A scheduled run, or a check of one domain that a person requested. */
export const watchEvent = scheduledEvent.extend({ identity: z.string().optional() });

/** Runs the watch: a part of the pass over SES, and the domains whose DNS check is due. */
export async function watchDomains(
  { time, identity }: z.infer<typeof watchEvent>,
  deps: WatchDeps,
): Promise<{ asked: number; checked: number }> {
  if (identity !== undefined) {
    await checkWatchedDns(identity, time, deps);
    return { asked: 0, checked: 1 };
  }
  // Onboardings have priority.
  await logAndContinue("the awaited identities", () => readAwaited(time, deps));
  const slots = createSlots(time, deps, WATCH.sesCalls);
  const read = (await logAndContinue("identities of SES", () => readAllFromSes(time, deps, slots))) ?? [];
  await logAndContinue("the tenants", () => watchTenants(time, deps, slots));
  const { checked, doubtful } = await checkDue(time, deps);
  // Without a slot, the next check of such a domain, within the hour, requests a read again.
  const unread = doubtful.filter((identity) => !read.includes(identity));
  if (unread.length > 0)
    await logAndContinue("doubtful domains", () => readStatuses(unread, time, deps, slots));
  return { asked: read.length, checked };
}

/** Checks the DNS of all domains that are due, and returns those whose SES status must be read as well. */
async function checkDue(
  now: number,
  deps: WatchDeps,
): Promise<{ readonly checked: number; readonly doubtful: readonly string[] }> {
  const [taken, doubtful] = [new Set<string>(), new Set<string>()];
  while (taken.size < WATCH.domainsARun) {
    const due = (await deps.queue.due("watched", now)).map(({ pk }) => identityIn(pk));
    // A domain that could not be checked stays due, so the next run checks it.
    const fresh = due.filter((identity) => !taken.has(identity));
    if (fresh.length === 0) break;
    if (taken.size === 0) await detectOneDeletion(fresh, now, deps);
    for (const identity of fresh) taken.add(identity);
    for (const identity of await checkAll(fresh, now, deps)) doubtful.add(identity);
  }
  return { checked: taken.size, doubtful: [...doubtful] };
}

/** One domain in each run, because its call does not wait for an SES slot. */
async function detectOneDeletion(identities: readonly string[], now: number, deps: WatchDeps): Promise<void> {
  for (const identity of identities) {
    if (await logAndContinue(identity, () => detectDeletion(identity, now, deps))) return;
  }
}

/** Checks DNS, and returns the domains whose SES status must be read as well. */
async function checkAll(
  identities: readonly string[],
  now: number,
  deps: WatchDeps,
): Promise<readonly string[]> {
  const rest = identities.values();
  const doubtful: string[] = [];
  const checkRest = async (): Promise<void> => {
    for (const identity of rest) {
      if (await logAndContinue(identity, () => checkWatchedDns(identity, now, deps))) doubtful.push(identity);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, checkRest));
  return doubtful;
}

function identityIn(pk: string): string {
  return pk.replace(/^watch#/, "");
}
