/** A domain identity that the account holds. */
export interface FoundIdentity {
  readonly name: string;
  /** The owner it was made for; absent if Sendworthy did not make it. */
  readonly owner?: string;
  /** True if SES has verified it at some time. */
  readonly isVerified: boolean;
}

/** Tags identities that were made by hand with the owner they belong to. */
export interface IdentityAssigner {
  assign(name: string, owner: string): Promise<void>;
}

/** Reads all domain identities of the account; each page and each identity is one call. */
export interface IdentityCensus {
  list(nextToken?: string): Promise<{ readonly names: readonly string[]; readonly nextToken?: string }>;
  /** `undefined` if it is gone. */
  find(name: string): Promise<FoundIdentity | undefined>;
}
