import { WATCH } from "#core/onboarding/schedule";
import type { ScheduledEvent } from "#platform/triggers/scheduled-event";
import type { WatchDeps } from "./deps.ts";
import { lookAtDns } from "./look-at-dns.ts";
import { noticeDeletion } from "./notice-deletion.ts";
import { passOverSes } from "./pass-over-ses.ts";
import { unhindered } from "./unhindered.ts";

/** Domains that are looked at at the same time. */
const AT_ONCE = 5;

/** One run of the watch: a stretch of the pass over SES, and the domains whose DNS is due. */
export async function watchDomains(
  { time }: ScheduledEvent,
  deps: WatchDeps,
): Promise<{ asked: number; looked: number }> {
  const asked = (await unhindered("the pass over SES", () => passOverSes(time, deps))) ?? 0;
  const keys = (await deps.queue.due("watched", time)).slice(0, WATCH.domainsARun);
  // One a run, since that call does not wait for its slot.
  for (const { pk } of keys) {
    if (await unhindered(pk, () => noticeDeletion(identityIn(pk), time, deps))) break;
  }
  const due = keys.values();
  const lookAtRest = async (): Promise<void> => {
    for (const { pk } of due) await unhindered(pk, () => lookAtDns(identityIn(pk), time, deps));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lookAtRest));
  return { asked, looked: keys.length };
}

function identityIn(pk: string): string {
  return pk.replace(/^watch#/, "");
}
