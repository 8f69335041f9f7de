import { z } from "zod";
import type { RequiredRecord } from "#core/records/required-records";

/** Why control of a domain has to be proved by a record of its own; told to operations, never to customers. */

const PROOF_REASONS = [
  /** Another owner asks for such names, too. */
  "contested",
  /** Another owner held such names, and gave them up. */
  "held-before",
  /** SES still holds the identity that was made for another owner. */
  "left-by-another",
  /** The DKIM records stood in the DNS before anybody was told them, or nobody could see that they did not. */
  "published-before",
] as const;

/** Why control of a domain has to be proved by a record of its own. */
export type ProofReason = (typeof PROOF_REASONS)[number];

/** The demand for a proof of control, with its challenge. */
export const ownership = z.object({
  /** For this onboarding alone, from a CSPRNG: it says nothing of whom it is for. */
  token: z.string(),
  because: z.enum(PROOF_REASONS),
  requestedAt: z.number().int(),
  /** When the name servers of the domain held the record. */
  provedAt: z.number().int().optional(),
});

/** Five minutes: a proof is wanted soon, and nobody asks for it often. */
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
