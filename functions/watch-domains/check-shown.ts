import { registrableDomain } from "#core/names/registrable-domain";
import type { Onboarding } from "#core/onboarding/onboarding";
import { checkRecords, type SeenRecords } from "#core/verification/check-records";
import type { WatchDeps } from "./deps.ts";
import { logAndContinue } from "./log-and-continue.ts";
import type { Slots } from "./slots.ts";

/**
 * Checks all records with their mistakes, as page, mail and ticket show them. Domains of one zone often fail
 * together, so each check waits for the turn of its zone. `undefined` if that is far off or the check failed;
 * the messages then have no results of a check.
 */
export async function checkShown(
  current: Onboarding,
  slots: Slots,
  deps: Pick<WatchDeps, "resolver" | "dmarcReports">,
): Promise<SeenRecords | undefined> {
  const { identity } = current;
  const now = await slots.turnOf(registrableDomain(identity) ?? identity);
  return now === undefined
    ? undefined
    : logAndContinue(identity, () => checkRecords(current, { ...deps, now }));
}
