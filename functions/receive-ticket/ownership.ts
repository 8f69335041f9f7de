import type { Claims } from "#core/claims/claim-store";
import { conflictsOf } from "#core/claims/claims";
import type { ProofReason } from "#core/onboarding/challenge";
import { requestProof } from "#core/onboarding/changes/proof-of-control";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changePuts, readOnboarding } from "#core/onboarding/store";
import type { Put, Table } from "#core/table";

/** Whether an owner gets names, by what others hold of them. */
export type OwnershipDecision =
  | { readonly kind: "free" }
  /** Control is to be proved by a record; `rivals` have reserved such names, and are to prove it as well. */
  | { readonly kind: "prove"; readonly because: ProofReason; readonly rivals: readonly string[] }
  /** Another owner has proved them: a person has to look. */
  | { readonly kind: "needs-check" };

/**
 * As many as one transaction can challenge or close, three writes each:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
const MOST_COMPETING = 30;

/** One owner reserves no more on a domain that it proved nothing of, so that none alone can crowd another out. */
const MOST_UNPROVED = 12;

/** Decides whether an owner gets names. */
export function decideOwnership(
  { entries, released }: Pick<Claims, "entries" | "released">,
  owner: string,
  names: readonly string[],
): OwnershipDecision {
  const conflicts = conflictsOf(entries, owner, names);
  const rivals = [...new Set(conflicts.map(({ onboardingId }) => onboardingId))];
  if (conflicts.some(({ state }) => state === "proved") || rivals.length > MOST_COMPETING)
    return { kind: "needs-check" };
  if (unprovedOf(entries, owner) >= MOST_UNPROVED) return { kind: "needs-check" };
  if (rivals.length > 0) return { kind: "prove", because: "contested", rivals };
  const isHeldBefore = conflictsOf(released, owner, names).length > 0;
  return isHeldBefore ? { kind: "prove", because: "held-before", rivals } : { kind: "free" };
}

/** How many onboardings an owner has reserved names for on a registrable domain of which it has proved none. */
function unprovedOf(entries: Claims["entries"], owner: string): number {
  const own = entries.filter((entry) => entry.owner === owner);
  if (own.some(({ state }) => state === "proved")) return 0;
  return new Set(own.map(({ onboardingId }) => onboardingId)).size;
}

/** The writes by which rivals are asked for their proof, and the rivals that wait: they are to be woken. */
export async function challengeCompetingRequests(
  rivals: readonly string[],
  now: number,
  { table, newToken }: { readonly table: Table; newToken(): string },
): Promise<{ readonly challenged: readonly Onboarding[]; readonly puts: readonly Put[] }> {
  const changed = [];
  for (const onboardingId of rivals) {
    const current = await readOnboarding(table, onboardingId);
    if (current.ownership !== undefined) continue;
    const { signals } = current;
    changed.push(
      changePuts(current, {
        // Whoever waits is to be told at once: as after a signal, the machine looks and tells.
        set: {
          ...requestProof(current, "contested", { token: newToken(), now }),
          signals: { ...signals, count: signals.count + 1 },
        },
        event: { type: "contested", at: now, by: "support" },
      }),
    );
  }
  return {
    challenged: changed.map(({ next }) => next),
    puts: changed.flatMap(({ puts }) => puts),
  };
}
