/** A domain identity that the account holds. */
export interface FoundIdentity {
  readonly name: string;
  /** For whom it was made here; absent if it was not. */
  readonly owner?: string;
  /** SES found its records at some time. */
  readonly isVerified: boolean;
}

/** Reads all domain identities of the account; each page and each identity is one call. */
export interface IdentityCensus {
  list(nextToken?: string): Promise<{ readonly names: readonly string[]; readonly nextToken?: string }>;
  /** `undefined` if it is gone. */
  find(name: string): Promise<FoundIdentity | undefined>;
}
