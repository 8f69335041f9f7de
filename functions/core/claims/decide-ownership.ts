import type { ClaimEntry, ReleasedClaim } from "./claims.ts";
import { conflictsOf } from "./claims.ts";

/** The decision whether an owner gets names that other owners may hold. */
export type OwnershipDecision =
  | { readonly kind: "free" }
  /**
   * The owner must publish a record that proves control. `rivals` have only reserved such names, so they must
   * prove it, too.
   */
  | {
      readonly kind: "prove";
      readonly because: "contested" | "held-before";
      readonly rivals: readonly string[];
    }
  /**
   * An operator decides: another owner has proved such names, or too many onboardings have reserved names on
   * the domain.
   */
  | { readonly kind: "needs-check" };

/**
 * The number of rivals that one transaction can challenge or close; each takes three writes:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
 */
const MOST_COMPETING = 30;

/**
 * The number of onboardings for which an owner without a proved name may reserve names on one domain. The
 * limit leaves room for others.
 */
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

/**
 * True if an operator has to check the request first. A request from an unknown requester never makes other
 * owners prove control (ADR 16).
 */
export function needsCheck(decision: OwnershipDecision, isHeld: boolean): boolean {
  const isContested = decision.kind === "prove" && decision.rivals.length > 0;
  return decision.kind === "needs-check" || (isHeld && isContested);
}

/**
 * Returns for how many onboardings an owner reserved names on a registrable domain of which it has proved
 * none.
 */
function unprovedOf(entries: readonly ClaimEntry[], owner: string): number {
  const own = entries.filter((entry) => entry.owner === owner);
  if (own.some(({ state }) => state === "proved")) return 0;
  return new Set(own.map(({ onboardingId }) => onboardingId)).size;
}
