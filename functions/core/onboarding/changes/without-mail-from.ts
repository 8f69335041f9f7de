import { isOfMailFrom, type RequiredRecord } from "#core/records/required-records";
import type { Onboarding } from "../onboarding.ts";
import type { Change } from "../store.ts";
import { addSignal, awaitsRecords } from "./signals.ts";

/** True if an operator may say that this one is to be ready without its MAIL FROM domain: DKIM has to be verified. */
export function mayGoWithoutMailFrom(current: Onboarding): boolean {
  return (
    awaitsRecords(current) && current.dkimVerifiedAt !== undefined && current.withoutMailFrom === undefined
  );
}

/**
 * What becomes of an onboarding that an operator wants to be ready without its MAIL FROM domain: mail then leaves from a
 * MAIL FROM domain of SES's own, and DMARC passes by DKIM alone.
 */
export function approveWithoutMailFrom(current: Onboarding, now: number, by: string): Change | undefined {
  if (!mayGoWithoutMailFrom(current)) return undefined;
  return {
    set: { ...addSignal(current, {}), withoutMailFrom: { at: now, by } },
    event: { type: "approved_without_mail_from", at: now, by },
  };
}

/** Of the records, or of what was seen of them, those that sending relies on. */
export function recordsRequiredForSending<T>(
  { withoutMailFrom }: Pick<Onboarding, "withoutMailFrom">,
  records: readonly T[],
  recordOf: (one: T) => RequiredRecord,
): readonly T[] {
  return withoutMailFrom === undefined ? records : records.filter((one) => !isOfMailFrom(recordOf(one)));
}
