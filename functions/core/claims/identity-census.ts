/** A domain identity that the account holds. */
export interface FoundIdentity {
  readonly name: string;
  /** The value of the owner tag; absent if Sendworthy did not make the identity. */
  readonly owner?: string;
  /** True if SES has ever verified it. */
  readonly isVerified: boolean;
}

/** Adds the owner tag to identities that were not made by Sendworthy. */
export interface IdentityAssigner {
  assign(name: string, owner: string): Promise<void>;
}

/** Reads all domain identities of the account; each page and each identity is one call. */
export interface IdentityCensus {
  list(nextToken?: string): Promise<{ readonly names: readonly string[]; readonly nextToken?: string }>;
  /** Reads one identity; `undefined` if the account no longer holds it. */
  find(name: string): Promise<FoundIdentity | undefined>;
}
