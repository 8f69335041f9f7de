import type { IdentityStatus, Onboarding } from "#core/onboarding/onboarding";
import type { CheckedRecord, StoredFinding } from "#core/records/last-check";
import { findingOf } from "../../support/finding-fixture.ts";
import { BEGUN_AT, seen } from "../../support/onboarding-fixture.ts";
import { issuedOf, recordsFor } from "../../support/stages.ts";

/** The five records of the onboarding. */
export const RECORDS = recordsFor();
/** All records right. */
export const RIGHT = RECORDS.map((record) => seen(record, { state: "right", seen: [record.value] }));
/** All records missing. */
export const MISSING = RECORDS.map((record) => seen(record));
/** What SES says of a verified identity. */
export const SUCCESS: IdentityStatus = {
  verification: "SUCCESS",
  dkim: "SUCCESS",
  mailFrom: "SUCCESS",
  mailFromDomain: "email.oxfordstones.example",
};

/** Returns the results with one of them changed. */
export function but(
  index: number,
  said: Partial<CheckedRecord>,
  all: readonly CheckedRecord[] = RIGHT,
): CheckedRecord[] {
  return all.map((one, at) => (at === index ? { ...one, ...said } : one));
}

/** Makes an onboarding of a verified identity whose status differs in this. */
export function withSes(status: Partial<IdentityStatus>, said: Partial<Onboarding> = {}): Onboarding {
  return issuedOf({ ses: { reads: 1, readAt: BEGUN_AT, status: { ...SUCCESS, ...status } }, ...said });
}

/** Makes the finding that name servers differ on a record. */
export const disagree = (record: CheckedRecord["record"] | undefined): StoredFinding[] => {
  if (record === undefined) throw new Error("There is no such record");
  const code = "NAME_SERVERS_NOT_IN_STEP";
  return [findingOf({ code, severity: "warning", record, records: [record], actor: "time" })];
};
