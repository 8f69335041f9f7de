import { readClaims } from "#core/claims/claim-store";
import { conflictsOf } from "#core/claims/claims";
import { challengeRecord } from "#core/onboarding/challenge";
import { scheduleCleanup } from "#core/onboarding/changes/identity-cleanup";
import { restartInactivityClock } from "#core/onboarding/changes/inactivity-clock";
import { afterProof, isProofRequired } from "#core/onboarding/changes/proof-of-control";
import { isAwaiting } from "#core/onboarding/changes/signals";
import { isAllowed } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";
import type { CheckedOnboarding } from "./deps.ts";

/**
 * Marks the claims of an onboarding as proved if the check saw its challenge record. The same transaction
 * closes all onboardings of other owners that reserved such names, so the first proof wins. Returns the
 * onboarding as it is afterwards.
 */
export async function saveProof(
  checked: CheckedOnboarding,
  now: number,
  table: Table,
): Promise<CheckedOnboarding> {
  if (!isProofSeen(checked)) return checked;
  const { onboardingId, signals } = checked;
  const after = await changeOnboarding(table, onboardingId, async (current) => {
    if (!isProofSeen({ ...checked, ...current, lastCheck: checked.lastCheck }) || !isAwaiting(current))
      return undefined;
    const won = await winNames(current, now, table);
    if (won === undefined) return undefined;
    return {
      set: {
        ...afterProof(current, now),
        ...restartInactivityClock(current, now),
        signals: { ...current.signals, seen: signals.count },
      },
      event: { type: "control_proved", at: now, by: "sendworthy" },
      also: won,
    };
  });
  if (isProofRequired(after)) return checked;
  const records = checked.lastCheck.records.filter(({ record }) => record.purpose !== "ownership");
  return {
    ...checked,
    ownership: after.ownership,
    records: after.records,
    lastCheck: { ...checked.lastCheck, records },
  };
}

/** True if the domain's name servers held the challenge record of a proof that is still open. */
function isProofSeen({ identity, ownership, lastCheck }: CheckedOnboarding): boolean {
  if (ownership === undefined || ownership.provedAt !== undefined) return false;
  const { name, value } = challengeRecord(identity, ownership.token);
  return lastCheck.records.some(
    ({ record, state }) => record.name === name && record.value === value && state === "right",
  );
}

/**
 * Makes the writes that give the names to the winner; `undefined` if another owner has proved such a name.
 */
async function winNames(winner: Onboarding, now: number, table: Table): Promise<Put[] | undefined> {
  const { identity, mailFrom, owner, onboardingId } = winner;
  const claims = await readClaims(table, identity);
  const conflicts = conflictsOf(claims.entries, owner, [identity, mailFrom]);
  if (conflicts.some(({ state }) => state === "proved")) return undefined;
  const losers = [...new Set(conflicts.map((entry) => entry.onboardingId))];
  const closed = await Promise.all(losers.map((id) => closedPuts(id, now, table)));
  return [...closed.flat(), claims.proveFor(onboardingId, losers, now)];
}

/** Closes an onboarding without revealing the winner. */
async function closedPuts(onboardingId: string, now: number, table: Table): Promise<readonly Put[]> {
  const loser = await readOnboarding(table, onboardingId);
  if (!isAllowed(loser.status, "refuse")) return [];
  return changePuts(loser, {
    transition: "refuse",
    set: { closedBecause: "control-not-proved" },
    event: { type: "cancelled", at: now, by: "sendworthy" },
    also: scheduleCleanup(loser, now),
  }).puts;
}
