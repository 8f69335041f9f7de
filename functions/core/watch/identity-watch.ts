import type { IdentityStatus } from "#core/onboarding/onboarding";

/** The SES status of a MAIL FROM domain. */
export interface MailFromStatus {
  readonly domain: string;
  readonly status: IdentityStatus["dkim"];
  /** True if SES refuses to send while it does not find the MX. */
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
  /** Up to 1,000 domains whose verification has ended, and where the next page begins. */
  list(nextToken?: string): Promise<{ readonly domains: readonly string[]; readonly nextToken?: string }>;
  /** Of at most 100 identities. */
  dkim(identities: readonly string[]): Promise<ReadonlyMap<string, DkimState>>;
  /** Of at most 100 identities; those without a MAIL FROM domain are left out. */
  mailFrom(identities: readonly string[]): Promise<ReadonlyMap<string, MailFromStatus>>;
}
