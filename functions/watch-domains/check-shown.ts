import { registrableDomain } from "#core/names/registrable-domain";
import type { Onboarding } from "#core/onboarding/onboarding";
import { checkRecords, type SeenRecords } from "#core/verification/check-records";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";

/**
 * Checks all records with their mistakes, as page, mail and ticket show them. `undefined` if the zone was checked a moment
 * ago or the check failed: nothing is said about the records then.
 */
export async function checkShown(
  current: Onboarding,
  now: number,
  deps: Pick<WatchDeps, "turns" | "resolver" | "dmarcReports">,
): Promise<SeenRecords | undefined> {
  const { identity } = current;
  const isFree = await deps.turns.takeIfFree(registrableDomain(identity) ?? identity, now);
  return isFree ? logAndContinue(identity, () => checkRecords(current, { ...deps, now })) : undefined;
}
