import type { NewEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { newOnboardingPuts } from "#core/onboarding/store";
import type { CheckedRecord } from "#core/records/last-check";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import type { Table } from "#core/table";

/** When the onboardings of tests begin. */
export const BEGUN_AT = Date.UTC(2026, 10, 23, 9);

const identity = "oxfordstones.example";
const mailFrom = "email.oxfordstones.example";

/** The records of the onboardings of tests. */
export const RECORDS: RequiredRecord[] = requiredRecords({
  identity,
  mailFrom,
  dkimTokens: ["a", "b", "c"].map((letter) => letter.repeat(32)),
  signingHostedZone: "dkim.amazonses.com",
  region: "eu-west-1",
});

/** An onboarding whose records are issued, as far as a test does not say otherwise. */
export function onboardingOf(said: Partial<Onboarding> = {}): Onboarding {
  return {
    onboardingId: "onb_01KAQ5ZXN8M2WQ3R4S5T6V7W8X",
    version: 1,
    status: "records_issued",
    attempt: 1,
    source: "generic",
    ticket: "T-1041",
    project: "oxford-stones",
    owner: "oxford",
    requester: "dns@oxfordstones.example",
    fromAddresses: ["news@oxfordstones.example"],
    identity,
    mailFrom,
    createdAt: BEGUN_AT,
    expiresAt: Date.UTC(2027, 0, 7, 9),
    linkVersion: 1,
    records: RECORDS,
    recordsVersion: 1,
    notifiedRecordsVersion: 1,
    signals: { count: 0, seen: 0 },
    ses: { reads: 0 },
    schedule: { awaited: "notConfirmed", tries: 0, nextCheckAt: BEGUN_AT + 3_600_000 },
    queue: "open",
    dueAt: BEGUN_AT + 3_600_000,
    ...said,
  };
}

/** How a record of the onboardings of tests was seen; missing, as far as a test does not say otherwise. */
export function seen(record: RequiredRecord | undefined, said: Partial<CheckedRecord> = {}): CheckedRecord {
  if (record === undefined) throw new Error("There is no such record");
  return {
    record,
    state: "missing",
    seen: [],
    propagation: "not-at-name-servers",
    unanswered: [],
    ...said,
  };
}

/** Puts an onboarding into a table, with the event that led there. */
export async function keep(
  table: Table,
  onboarding: Onboarding,
  event: NewEvent = { type: "requested", at: BEGUN_AT, by: "support" },
): Promise<void> {
  if (!(await table.commit(newOnboardingPuts(onboarding, event)))) throw new Error("It is there already");
}
