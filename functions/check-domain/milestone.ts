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
 * Handles the verification of DKIM, which does not wait for MAIL FROM: the claims become proved, and the
 * ticket's from addresses are added. This precedes saving the SES status, so that the next check repeats it
 * after a crash. `stored` is the onboarding as it was read; returns it as it is stored afterwards.
 */
export async function reachMilestone(
  before: CheckedOnboarding,
  stored: Onboarding,
  ses: Onboarding["ses"],
  now: number,
  { table, resolver }: Pick<CheckDomainDeps, "table" | "resolver">,
): Promise<Onboarding> {
  const known = { ...before, ses };
  const isReached = before.dkimVerifiedAt !== undefined && isDkimVerified(before);
  if (isReached || !isDkimVerified(known)) return stored;
  const { decision } = judge(known, before.lastCheck.records, before.lastCheck.findings);
  // If MAIL FROM is verified as well, ConfigureProject adds the addresses, and the final mail reports
  // everything.
  const isComplete = decision === "verified";
  const after = await saveMilestone(stored, now, table, isComplete);
  if (!isComplete && after.dkimVerifiedAt !== undefined)
    await addAddresses(
      before.project,
      addressesIn(before),
      { at: now, by: "sendworthy" },
      { table, resolver },
    );
  return after;
}

async function saveMilestone(
  stored: Onboarding,
  now: number,
  table: Table,
  isQuiet: boolean,
): Promise<Onboarding> {
  const event = { type: "dkim_verified", at: now, by: "sendworthy", isQuiet } as const;
  return changeOnboarding(table, stored, async (current) => {
    if (current.dkimVerifiedAt !== undefined || !isAwaiting(current) || isProofRequired(current))
      return undefined;
    const claims = await readClaims(table, current.identity);
    return { set: { dkimVerifiedAt: now }, event, also: claims.prove(current.onboardingId) };
  });
}
