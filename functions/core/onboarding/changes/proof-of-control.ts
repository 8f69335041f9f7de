import type { RequiredRecord } from "#core/records/required-records";
import { challengeRecord, type ProofReason } from "../challenge.ts";
import type { Onboarding } from "../onboarding.ts";

/** True while control of the domain has to be proved; no project may send from it before. */
export function isProofRequired({ ownership }: Pick<Onboarding, "ownership">): boolean {
  return ownership !== undefined && ownership.provedAt === undefined;
}

/** True once the name servers of the domain have held the challenge. */
export function isControlProved({ ownership }: Pick<Onboarding, "ownership">): boolean {
  return ownership?.provedAt !== undefined;
}

/** True if the identity is created only after the proof, because another owner may hold the name. */
export function isProofFirst(current: Pick<Onboarding, "ownership" | "dkim">): boolean {
  const because = current.ownership?.because;
  const isOfAnother = because === "contested" || because === "left-by-another";
  return isProofRequired(current) && isOfAnother && current.dkim === undefined;
}

/** True while the challenge record is the only record; the others follow after the proof. */
export function isProofAlone(current: Pick<Onboarding, "ownership" | "dkim">): boolean {
  return isProofRequired(current) && current.dkim === undefined;
}

/** Returns the records of an onboarding, with the challenge record first while control has to be proved. */
export function withChallenge(
  { identity, ownership }: Pick<Onboarding, "identity" | "ownership">,
  records: readonly RequiredRecord[],
): RequiredRecord[] {
  const others = records.filter(({ purpose }) => purpose !== "ownership");
  return ownership !== undefined && ownership.provedAt === undefined
    ? [challengeRecord(identity, ownership.token), ...others]
    : others;
}

/** Requires a proof of control; an existing requirement stays unchanged. */
export function requestProof(
  current: Onboarding,
  because: ProofReason,
  { token, now }: { readonly token: string; readonly now: number },
): Partial<Onboarding> {
  if (current.ownership !== undefined) return {};
  const required = { ...current, ownership: { token, because, requestedAt: now } };
  if (current.records.length === 0) return { ownership: required.ownership };
  return {
    ownership: required.ownership,
    records: withChallenge(required, current.records),
    recordsVersion: current.recordsVersion + 1,
    replacedRecords:
      current.recordsVersion > current.notifiedRecordsVersion ? (current.replacedRecords ?? []) : [],
  };
}

/** Marks control as proved, and removes the challenge from the records. */
export function afterProof(current: Onboarding, now: number): Partial<Onboarding> {
  if (current.ownership === undefined) return {};
  const after = { ...current, ownership: { ...current.ownership, provedAt: now } };
  return { ownership: after.ownership, records: withChallenge(after, current.records) };
}
