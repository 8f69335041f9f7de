import * as z from "zod";
import { WATCH } from "#core/onboarding/schedule";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { checkWatchedDns } from "./check-watched-dns.ts";
import type { WatchDeps } from "./deps.ts";
import { detectDeletion } from "./detect-deletion.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { readAllFromSes } from "./read-all-from-ses.ts";
import { readAwaited } from "./read-awaited.ts";
import { watchTenants } from "./watch-tenants.ts";

/** Domains that are checked at the same time. */
const AT_ONCE = 5;

/** A run by the schedule, or a check of one domain that a person asked for. */
export const watchEvent = scheduledEvent.extend({ identity: z.string().optional() });

/** One run of the watch: a stretch of the pass over SES, and the domains whose DNS is due. */
export async function watchDomains(
  { time, identity }: z.infer<typeof watchEvent>,
  deps: WatchDeps,
): Promise<{ asked: number; checked: number }> {
  if (identity !== undefined) {
    await checkWatchedDns(identity, time, deps);
    return { asked: 0, checked: 1 };
  }
  // Onboardings come first.
  await logAndContinue("the awaited identities", () => readAwaited(time, deps));
  const asked = (await logAndContinue("identities of SES", () => readAllFromSes(time, deps))) ?? 0;
  await logAndContinue("the tenants", () => watchTenants(time, deps));
  const keys = (await deps.queue.due("watched", time)).slice(0, WATCH.domainsARun);
  // One domain a run, since its call does not wait for its slot.
  for (const { pk } of keys) {
    if (await logAndContinue(pk, () => detectDeletion(identityIn(pk), time, deps))) break;
  }
  const due = keys.values();
  const checkRest = async (): Promise<void> => {
    for (const { pk } of due) await logAndContinue(pk, () => checkWatchedDns(identityIn(pk), time, deps));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, checkRest));
  return { asked, checked: keys.length };
}

function identityIn(pk: string): string {
  return pk.replace(/^watch#/, "");
}
