import type { RequiredRecord } from "#core/records/required-records";
import { challengeRecord, type ProofReason } from "../challenge.ts";
import type { Onboarding } from "../onboarding.ts";

/** True while control of the domain is still to be proved: until then nothing here may send for it. */
export function isProofRequired({ ownership: said }: Pick<Onboarding, "ownership">): boolean {
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
  return isProofRequired(current) && isAnothers && current.dkim === undefined;
}

/** True while the challenge is the only record: the others follow once it was seen. */
export function isProofAlone(current: Pick<Onboarding, "ownership" | "dkim">): boolean {
  return isProofRequired(current) && current.dkim === undefined;
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
export function requestProof(
  current: Onboarding,
  because: ProofReason,
  { token, now }: { readonly token: string; readonly now: number },
): Partial<Onboarding> {
  if (current.ownership !== undefined) return {};
  const demanded = { ...current, ownership: { token, because, requestedAt: now } };
  if (current.records.length === 0) return { ownership: demanded.ownership };
  return {
    ownership: demanded.ownership,
    records: withChallenge(demanded, current.records),
    recordsVersion: current.recordsVersion + 1,
    replacedRecords:
      current.recordsVersion > current.notifiedRecordsVersion ? (current.replacedRecords ?? []) : [],
  };
}

/** What becomes of an onboarding whose challenge was seen: the record has served its end. */
export function afterProof(current: Onboarding, now: number): Partial<Onboarding> {
  if (current.ownership === undefined) return {};
  const after = { ...current, ownership: { ...current.ownership, provedAt: now } };
  return { ownership: after.ownership, records: withChallenge(after, current.records) };
}
