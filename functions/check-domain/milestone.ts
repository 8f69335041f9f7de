import { readClaims } from "#core/claims/claim-store";
import { isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { addAddresses } from "#core/projects/from-addresses/add-addresses";
import { addressesIn } from "#core/projects/from-addresses/requested-address";
import type { Table } from "#core/table";
import { isDkimVerified, judge } from "#core/verification/verdict";
import type { CheckDomainDeps, CheckedOnboarding } from "./deps.ts";

/**
 * What follows once SES says that the DKIM records are verified, whatever MAIL FROM still waits for: the names are their
 * owner's, and the from addresses of the ticket are added. It comes before SES's word is kept, so that a look that dies in
 * between is followed by one that does it.
 */
export async function reachMilestone(
  before: CheckedOnboarding,
  ses: Onboarding["ses"],
  now: number,
  { table, resolver }: Pick<CheckDomainDeps, "table" | "resolver">,
): Promise<void> {
  const known = { ...before, ses };
  const isReached = before.dkimVerifiedAt !== undefined && isDkimVerified(before);
  if (isReached || !isDkimVerified(known)) return;
  const { decision } = judge(known, before.lastCheck.records, before.lastCheck.findings);
  // Where all is verified at once, ConfigureProject adds them, and the mail that all is ready is enough.
  const isWhole = decision === "verified";
  const { dkimVerifiedAt } = await keepMilestone(before.onboardingId, now, table, isWhole);
  if (isWhole || dkimVerifiedAt === undefined) return;
  await addAddresses(before.project, addressesIn(before), { at: now, by: "sendworthy" }, { table, resolver });
}

async function keepMilestone(
  onboardingId: string,
  now: number,
  table: Table,
  isQuiet: boolean,
): Promise<Onboarding> {
  const event = { type: "dkim_verified", at: now, by: "sendworthy", isQuiet } as const;
  return changeOnboarding(table, onboardingId, async (current) => {
    if (current.dkimVerifiedAt !== undefined || !isAwaiting(current) || isProofRequired(current))
      return undefined;
    const claims = await readClaims(table, current.identity);
    return { set: { dkimVerifiedAt: now }, event, also: claims.prove(onboardingId) };
  });
}
