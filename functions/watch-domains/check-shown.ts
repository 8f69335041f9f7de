import { registrableDomain } from "#core/names/registrable-domain";
import type { Onboarding } from "#core/onboarding/onboarding";
import { checkRecords, type SeenRecords } from "#core/verification/check-records";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";

/**
 * Checks all records for page, mail and ticket, with their mistakes. `undefined` if the zone was checked a
 * moment ago, or if the check failed; then nothing is reported about the records.
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
