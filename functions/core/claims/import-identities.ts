import type { Put, Table } from "#core/table";
import { readClaims } from "./claim-store.ts";
import { ACCOUNT, type ClaimEntry, conflictsOf, IMPORTED, type ReleasedClaim } from "./claims.ts";
import type { FoundIdentity } from "./identity-census.ts";

/** What becomes of an identity that the account holds. */
export interface ImportStep {
  readonly identity: string;
  readonly outcome:
    | "known"
    /** Made for an owner and verified: it is theirs. */
    | "claimed-for-owner"
    /** Made for an owner and never verified: whoever else comes proves control first. */
    | "remembered"
    /** Without our tag: no customer gets it. */
    | "kept-by-account"
    /** An owner has proved such a name: a person has to look. */
    | "conflicts";
  readonly owner: string;
  readonly puts: readonly Put[];
}

/** Says what is to become of an identity; an import that is done again finds it known. */
export async function planImport(
  table: Pick<Table, "get">,
  { name: identity, owner = ACCOUNT, isVerified }: FoundIdentity,
  now: number,
): Promise<ImportStep> {
  const claims = await readClaims(table, identity);
  const { entries, released } = claims;
  const step = (outcome: ImportStep["outcome"], puts: readonly Put[] = []) => ({
    ...{ identity, outcome, owner, puts },
  });
  const isKnown = (one: ClaimEntry | ReleasedClaim) => one.name === identity && one.owner === owner;
  if (entries.some(isKnown)) return step("known");
  if (owner !== ACCOUNT && !isVerified) {
    if (released.some(isKnown)) return step("known");
    const tombstone = { name: identity, owner, onboardingId: IMPORTED, releasedAt: now };
    return step("remembered", [claims.replaceWith(entries, [...released, tombstone])]);
  }
  if (conflictsOf(entries, owner, [identity]).length > 0) return step("conflicts");
  const claim: ClaimEntry = { name: identity, owner, state: "proved", onboardingId: IMPORTED };
  const outcome = owner === ACCOUNT ? "kept-by-account" : "claimed-for-owner";
  return step(outcome, [claims.replaceWith([...entries, claim])]);
}
