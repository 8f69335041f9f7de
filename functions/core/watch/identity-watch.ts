import type { IdentityStatus } from "#core/onboarding/onboarding";

/** A domain as SES's list of all identities shows it. */
export interface ListedDomain {
  readonly identity: string;
  /** False if SES misses a record of the identity or does not let it send; the list does not say which. */
  readonly isFine: boolean;
}

/** The SES status of a MAIL FROM domain. */
export interface MailFromStatus {
  readonly domain: string;
  readonly status: IdentityStatus["dkim"];
  /** True if SES refuses to send while it cannot find the MX. */
  readonly rejectsOnMxFailure: boolean;
}

/** The DKIM status of an identity. */
export interface DkimState {
  readonly status: IdentityStatus["dkim"];
  /** False if DKIM signing is switched off, whatever the status. */
  readonly isSigning: boolean;
}

/** Reads many identities at once; each method is one call. */
export interface IdentityWatch {
  /** Lists up to 1,000 domains whose verification has ended, and returns the token of the next page. */
  list(
    nextToken?: string,
  ): Promise<{ readonly domains: readonly ListedDomain[]; readonly nextToken?: string }>;
  /** Reads at most 100 identities. */
  dkim(identities: readonly string[]): Promise<ReadonlyMap<string, DkimState>>;
  /** Reads at most 100 identities; the result omits those without a MAIL FROM domain. */
  mailFrom(identities: readonly string[]): Promise<ReadonlyMap<string, MailFromStatus>>;
}
