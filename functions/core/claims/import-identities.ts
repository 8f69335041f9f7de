import type { Put, Table } from "#core/table";
import { readClaims } from "./claim-store.ts";
import { ACCOUNT, type ClaimEntry, conflictsOf, IMPORTED, type ReleasedClaim } from "./claims.ts";
import type { FoundIdentity } from "./identity-census.ts";

/** The result of importing one identity that the account holds. */
export interface ImportStep {
  readonly identity: string;
  readonly outcome:
    | "known"
    /** It has an owner tag and is verified: the owner gets a proved claim. */
    | "claimed-for-owner"
    /** It has an owner tag but was never verified: another owner must prove control first. */
    | "remembered"
    /** It has no owner tag: no customer gets it. */
    | "kept-by-account"
    /** Another owner holds an overlapping name: an operator has to decide. */
    | "conflicts"
    /** An operator assigned it to its owner, whose tickets then need no proof. */
    | "assigned"
    /** An operator assigned it to its owner, whose next ticket has to prove control of the domain. */
    | "assigned-for-proof";
  readonly owner: string;
  readonly puts: readonly Put[];
}

/** Plans the import of one identity. It may be imported repeatedly: nothing changes then. */
export async function planImport(
  table: Pick<Table, "get">,
  { name: identity, owner = ACCOUNT, isVerified }: FoundIdentity,
  now: number,
): Promise<ImportStep> {
  const claims = await readClaims(table, identity);
  const { released } = claims;
  // A tag that was added after an earlier import takes effect now.
  const entries = owner === ACCOUNT ? claims.entries : withoutAccount(claims.entries, identity);
  const step = (outcome: ImportStep["outcome"], puts: readonly Put[] = []) => ({
    ...{ identity, outcome, owner, puts },
  });
  const isKnown = (one: ClaimEntry | ReleasedClaim) => one.name === identity && one.owner === owner;
  if (entries.some(isKnown) || isProofPending(released, identity)) return step("known");
  if (owner !== ACCOUNT && !isVerified) {
    if (released.some(isKnown)) return step("known");
    const trace = { name: identity, owner, onboardingId: IMPORTED, releasedAt: now };
    return step("remembered", [claims.replaceWith(entries, [...released, trace])]);
  }
  if (conflictsOf(entries, owner, [identity]).length > 0) return step("conflicts");
  const claim: ClaimEntry = { name: identity, owner, state: "proved", onboardingId: IMPORTED };
  const outcome = owner === ACCOUNT ? "kept-by-account" : "claimed-for-owner";
  return step(outcome, [claims.replaceWith([...entries, claim])]);
}

/**
 * Plans to assign an identity that was made by hand to its owner: by the operator's decision alone, or on
 * condition that the owner's next ticket proves control.
 */
export async function planAssignment(
  table: Pick<Table, "get">,
  { name: identity, owner: tagged }: FoundIdentity,
  { owner, needsProof }: { readonly owner: string; readonly needsProof: boolean },
  now: number,
): Promise<ImportStep> {
  const claims = await readClaims(table, identity);
  const entries = withoutAccount(claims.entries, identity);
  const step = (outcome: ImportStep["outcome"], puts: readonly Put[] = []) => ({
    ...{ identity, outcome, owner, puts },
  });
  const isOfAnother = tagged !== undefined && tagged !== owner;
  if (isOfAnother || conflictsOf(entries, owner, [identity]).length > 0) return step("conflicts");
  if (entries.some((entry) => entry.name === identity && entry.owner === owner)) return step("known");
  const imported = { name: identity, onboardingId: IMPORTED };
  if (!needsProof)
    return step("assigned", [claims.replaceWith([...entries, { ...imported, owner, state: "proved" }])]);
  const trace = { ...imported, owner: ACCOUNT, releasedAt: now };
  return step("assigned-for-proof", [claims.replaceWith(entries, [...claims.released, trace])]);
}

function withoutAccount(entries: readonly ClaimEntry[], identity: string): ClaimEntry[] {
  return entries.filter(({ name, owner }) => name !== identity || owner !== ACCOUNT);
}

/** True if the account released the identity to an owner who has yet to prove control. */
function isProofPending(released: readonly ReleasedClaim[], identity: string): boolean {
  return released.some(({ name, owner }) => name === identity && owner === ACCOUNT);
}
