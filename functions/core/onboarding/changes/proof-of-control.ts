import { z } from "zod";
import type { RequiredRecord } from "#core/records/required-records";
import type { Onboarding } from "../onboarding.ts";

/** Why control of a domain has to be proved by a record of its own; told to operations, never to customers. */
const DEMANDS = [
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
export type Demand = (typeof DEMANDS)[number];

/** The demand for a proof of control, with its challenge. */
export const ownership = z.object({
  /** For this onboarding alone, from a CSPRNG: it says nothing of whom it is for. */
  token: z.string(),
  because: z.enum(DEMANDS),
  demandedAt: z.number().int(),
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

/** True while control of the domain is still to be proved: until then nothing here may send for it. */
export function isProofDemanded({ ownership: said }: Pick<Onboarding, "ownership">): boolean {
  return said !== undefined && said.provedAt === undefined;
}

/** True once the name servers of the domain held the challenge. */
export function isControlProved({ ownership: said }: Pick<Onboarding, "ownership">): boolean {
  return said?.provedAt !== undefined;
}

/** True if nothing is made in SES before the proof: somebody else may be the one whose name it is. */
export function isProofFirst(current: Pick<Onboarding, "ownership" | "dkim">): boolean {
  const because = current.ownership?.because;
  const isAnothers = because === "contested" || because === "left-by-another";
  return isProofDemanded(current) && isAnothers && current.dkim === undefined;
}

/** True while the challenge is the only record: the others follow once it was seen. */
export function isProofAlone(current: Pick<Onboarding, "ownership" | "dkim">): boolean {
  return isProofDemanded(current) && current.dkim === undefined;
}

/** The records of an onboarding with the challenge first, as long as it is to be proved. */
export function withChallenge(
  { identity, ownership: said }: Pick<Onboarding, "identity" | "ownership">,
  records: readonly RequiredRecord[],
): RequiredRecord[] {
  const others = records.filter(({ purpose }) => purpose !== "ownership");
  return said !== undefined && said.provedAt === undefined
    ? [challengeRecord(identity, said.token), ...others]
    : others;
}

/** What becomes of an onboarding that has to prove control of its domain; a demand that was made stays as it is. */
export function demandProof(
  current: Onboarding,
  because: Demand,
  { token, now }: { readonly token: string; readonly now: number },
): Partial<Onboarding> {
  if (current.ownership !== undefined) return {};
  const demanded = { ...current, ownership: { token, because, demandedAt: now } };
  if (current.records.length === 0) return { ownership: demanded.ownership };
  return {
    ownership: demanded.ownership,
    records: withChallenge(demanded, current.records),
    edition: current.edition + 1,
    renewed: current.edition > current.toldEdition ? (current.renewed ?? []) : [],
  };
}

/** What becomes of an onboarding whose challenge was seen: the record has served its end. */
export function proved(current: Onboarding, now: number): Partial<Onboarding> {
  if (current.ownership === undefined) return {};
  const after = { ...current, ownership: { ...current.ownership, provedAt: now } };
  return { ownership: after.ownership, records: withChallenge(after, current.records) };
}
