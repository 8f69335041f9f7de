import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";
import { recordSesStatus } from "./record-ses-status.ts";
import type { Slots } from "./slots.ts";

/**
 * The most identities of one call:
 * https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityDkimAttributes.html
 */
export const IDENTITIES_A_READ = 100;

/**
 * Reads DKIM, signing and MAIL FROM of the first hundred identities, and records the results. Returns the
 * other identities, or all of them if this run's slots do not suffice.
 */
export async function readStatuses(
  identities: readonly string[],
  now: number,
  deps: WatchDeps,
  slots: Slots,
): Promise<readonly string[]> {
  // Both reads of a hundred identities are needed together.
  const [first, second] = [await slots.take(), await slots.take()];
  if (first === undefined || second === undefined) return identities;
  const some = identities.slice(0, IDENTITIES_A_READ);
  await first();
  const dkim = await deps.identities.dkim(some);
  await second();
  const mailFrom = await deps.identities.mailFrom(some);
  for (const identity of some) {
    const status = { dkim: dkim.get(identity), mailFrom: mailFrom.get(identity) };
    await logAndContinue(identity, () => recordSesStatus(identity, status, now, deps, slots));
  }
  return identities.slice(IDENTITIES_A_READ);
}
