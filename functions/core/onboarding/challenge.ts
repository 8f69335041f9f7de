import * as z from "zod";
import type { RequiredRecord } from "#core/records/required-records";

/** Why control of a domain has to be proved by a record of its own; shown to operations, never to customers. */
const PROOF_REASONS = [
  /** Another owner requests such names, too. */
  "contested",
  /** Another owner held such names, and gave them up. */
  "held-before",
  /** SES still has the identity that was made for another owner. */
  "left-by-another",
  /** The DKIM records were published before they were issued, or DNS did not answer whether they were. */
  "published-before",
] as const;

/** Why control of a domain has to be proved by a record of its own. */
export type ProofReason = (typeof PROOF_REASONS)[number];

/** A required proof of control, with its challenge. */
export const ownership = z.object({
  /** Random and for this onboarding alone, so that it reveals nothing about its owner. */
  token: z.string(),
  because: z.enum(PROOF_REASONS),
  requestedAt: z.number().int(),
  /** When the name servers of the domain first held the record. */
  provedAt: z.number().int().optional(),
});

/** Five minutes: a mistake in this record should cost little time. */
const TTL = 300;

/**
 * The record that proves control of a domain, under a label of its own with the service's name:
 * https://datatracker.ietf.org/doc/draft-ietf-dnsop-domain-verification-techniques/
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
