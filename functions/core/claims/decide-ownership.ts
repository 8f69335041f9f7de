import type { ClaimEntry, ReleasedClaim } from "./claims.ts";
import { conflictsOf } from "./claims.ts";

/** Whether an owner gets names, by what other owners hold of them. */
export type OwnershipDecision =
  | { readonly kind: "free" }
  /** A record has to prove control. `rivals` are the onboardings that have reserved such names: they need a proof, too. */
  | {
      readonly kind: "prove";
      readonly because: "contested" | "held-before";
      readonly rivals: readonly string[];
    }
  /** Another owner has proved such names: an operator decides. */
  | { readonly kind: "needs-check" };

/**
 * One transaction can challenge or close so many rivals, with three writes each:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
const MOST_COMPETING = 30;

/** An owner that has proved nothing on a domain reserves names there for so many onboardings, so that it can't crowd others out. */
const MOST_UNPROVED = 12;

/** Decides whether an owner gets names. */
export function decideOwnership(
  {
    entries,
    released,
  }: { readonly entries: readonly ClaimEntry[]; readonly released: readonly ReleasedClaim[] },
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

/** True if an operator has to check the request first: one from an unknown requester never makes other owners prove control (ADR 16). */
export function needsCheck(decision: OwnershipDecision, isHeld: boolean): boolean {
  const isContested = decision.kind === "prove" && decision.rivals.length > 0;
  return decision.kind === "needs-check" || (isHeld && isContested);
}

/** The number of onboardings for which an owner reserved names on a registrable domain of which it has proved none. */
function unprovedOf(entries: readonly ClaimEntry[], owner: string): number {
  const own = entries.filter((entry) => entry.owner === owner);
  if (own.some(({ state }) => state === "proved")) return 0;
  return new Set(own.map(({ onboardingId }) => onboardingId)).size;
}
