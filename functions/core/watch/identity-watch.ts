import type { IdentityStatus } from "#core/onboarding/onboarding";

/** What SES says of a MAIL FROM domain. */
export interface MailFromStatus {
  readonly domain: string;
  readonly status: IdentityStatus["dkim"];
  /** SES refuses to send while it does not find the MX. */
  readonly rejectsOnMxFailure: boolean;
}

/** Reads many identities, each function in one call. */
export interface IdentityWatch {
  /** Up to 1,000 domains that SES has looked for to the end, and where the next page begins. */
  list(nextToken?: string): Promise<{ readonly domains: readonly string[]; readonly nextToken?: string }>;
  /** Of at most 100 identities. */
  dkim(identities: readonly string[]): Promise<ReadonlyMap<string, IdentityStatus["dkim"]>>;
  /** Of at most 100 identities, those that have one. */
  mailFrom(identities: readonly string[]): Promise<ReadonlyMap<string, MailFromStatus>>;
}
