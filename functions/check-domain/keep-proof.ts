import { readClaims } from "#core/claims/claim-store";
import { conflictsOf } from "#core/claims/claims";
import { challengeRecord } from "#core/onboarding/challenge";
import { leftover } from "#core/onboarding/changes/identity-cleanup";
import { freshPatience } from "#core/onboarding/changes/inactivity-clock";
import { isProofDemanded, proved } from "#core/onboarding/changes/proof-of-control";
import { isAwaiting } from "#core/onboarding/changes/signals";
import { isAllowed } from "#core/onboarding/lifecycle";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding, changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";

type Looked = Onboarding & { readonly look: NonNullable<Onboarding["look"]> };

/**
 * The onboarding as it is known after a look: where that saw the challenge, the names are its owner's, and whoever else
 * reserved such names is closed in the same transaction, so that the first proof wins.
 */
export async function keepProof(looked: Looked, now: number, table: Table): Promise<Looked> {
  if (!isProofSeen(looked)) return looked;
  const { onboardingId, signals } = looked;
  const after = await changeOnboarding(table, onboardingId, async (current) => {
    if (!isProofSeen({ ...looked, ...current, look: looked.look }) || !isAwaiting(current)) return undefined;
    const won = await winNames(current, now, table);
    if (won === undefined) return undefined;
    return {
      set: {
        ...proved(current, now),
        ...freshPatience(current, now),
        signals: { ...current.signals, seen: signals.count },
      },
      event: { type: "control_proved", at: now, by: "sendworthy" },
      also: won,
    };
  });
  if (isProofDemanded(after)) return looked;
  const records = looked.look.records.filter(({ record }) => record.purpose !== "ownership");
  return { ...looked, ownership: after.ownership, records: after.records, look: { ...looked.look, records } };
}

/** True if the look saw the challenge that is still to be proved, at the name servers of the domain. */
function isProofSeen({ identity, ownership, look }: Looked): boolean {
  if (ownership === undefined || ownership.provedAt !== undefined) return false;
  const { name, value } = challengeRecord(identity, ownership.token);
  return look.records.some(
    ({ record, state }) => record.name === name && record.value === value && state === "right",
  );
}

/** The writes by which the names become the winner's; nothing if another owner has proved such a name. */
async function winNames(winner: Onboarding, now: number, table: Table): Promise<Put[] | undefined> {
  const { identity, mailFrom, owner, onboardingId } = winner;
  const claims = await readClaims(table, identity);
  const conflicts = conflictsOf(claims.entries, owner, [identity, mailFrom]);
  if (conflicts.some(({ state }) => state === "proved")) return undefined;
  const losers = [...new Set(conflicts.map((entry) => entry.onboardingId))];
  const closed = await Promise.all(losers.map((id) => closedPuts(id, now, table)));
  return [...closed.flat(), claims.proveFor(onboardingId, losers, now)];
}

/** Nothing of the winner is told to whoever loses. */
async function closedPuts(onboardingId: string, now: number, table: Table): Promise<readonly Put[]> {
  const loser = await readOnboarding(table, onboardingId);
  if (!isAllowed(loser.status, "refuse")) return [];
  return changePuts(loser, {
    transition: "refuse",
    set: { closedBecause: "control-not-proved" },
    event: { type: "cancelled", at: now, by: "sendworthy" },
    also: leftover(loser, now),
  }).puts;
}
