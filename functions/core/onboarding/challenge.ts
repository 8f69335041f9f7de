import * as z from "zod";
import type { RequiredRecord } from "#core/records/required-records";

/**
 * The reasons why control of a domain must be proved by an extra record; shown to operations, never to
 * customers.
 */
const PROOF_REASONS = [
  /** Another owner requests such names as well. */
  "contested",
  /** Another owner held such names and released them. */
  "held-before",
  /** SES still has an identity that was made for another owner. */
  "left-by-another",
  /** The DKIM records were published before they were issued, or DNS did not answer whether they were. */
  "published-before",
] as const;

/** A reason why control of a domain must be proved by an extra record. */
export type ProofReason = (typeof PROOF_REASONS)[number];

/** A required proof of control, with the token of its challenge record. */
export const ownership = z.object({
  /** Random and used only for this onboarding, so it reveals nothing about the owner. */
  token: z.string(),
  because: z.enum(PROOF_REASONS),
  requestedAt: z.number().int(),
  /** When the domain's name servers first held the record. */
  provedAt: z.number().int().optional(),
});

/** Five minutes, so that a mistake in this record can be corrected quickly. */
const TTL = 300;

/**
 * Returns the record that proves control of a domain; its name has a label of its own with the service's
 * name: https://datatracker.ietf.org/doc/draft-ietf-dnsop-domain-verification-techniques/
 */
export function challengeRecord(identity: string, token: string): RequiredRecord {
  return {
    purpose: "ownership",
    name: `_sendworthy-challenge.${identity}`,
    type: "TXT",
    value: `sendworthy-proof=${token}`,
    ttl: TTL,
  };
}
