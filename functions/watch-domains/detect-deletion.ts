import { WATCH } from "#core/onboarding/schedule";
import { identityDeletedInSes } from "#core/watch/incident-changes";
import { readWatched, stoppedWatchPut, watchedPut } from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import type { WatchDeps } from "./deps.ts";

/**
 * Asks SES about a domain that has long been missing from its listings. Its identity may be deleted, which
 * its DNS records do not show. Returns false if there was no reason to ask.
 */
export async function detectDeletion(
  identity: string,
  now: number,
  deps: Pick<WatchDeps, "table" | "budget" | "identities" | "starter">,
): Promise<boolean> {
  const watched = await readWatched(deps.table, identity);
  if (watched?.queue === undefined || now < watched.knownAt + WATCH.unlistedMs) return false;
  await deps.budget.take(now);
  const status = (await deps.identities.dkim([identity])).get(identity)?.status;
  if (status !== undefined && status !== "NOT_STARTED")
    return deps.table.commit([watchedPut(watched, { knownAt: now })]);
  await changeWatched(watched, deps, (current, latest) => {
    const change = identityDeletedInSes(current, now);
    return change && { ...change, also: [stoppedWatchPut(latest)] };
  });
  return true;
}
