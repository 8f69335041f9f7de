import type { NewEvent } from "#core/onboarding/event";
import type { Onboarding } from "#core/onboarding/onboarding";
import { newOnboardingPuts } from "#core/onboarding/store";
import type { CheckedRecord } from "#core/records/last-check";
import { type RequiredRecord, requiredRecords } from "#core/records/required-records";
import type { Table } from "#core/table";

/** The time at which the tests' onboardings begin. */
export const BEGUN_AT = Date.UTC(2026, 10, 23, 9);

const identity = "oxfordstones.example";
const mailFrom = "email.oxfordstones.example";

/** The records of the tests' onboardings. */
export const RECORDS: RequiredRecord[] = requiredRecords({
  identity,
  mailFrom,
  dkimTokens: ["a", "b", "c"].map((letter) => letter.repeat(32)),
  signingHostedZone: "dkim.amazonses.com",
  region: "eu-west-1",
});

/** Makes an onboarding whose records are issued, unless a test says otherwise. */
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

/** Makes the result of a check for a record, which is missing unless a test says otherwise. */
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

/** Stores an onboarding in a table, with the event that led to its status. */
export async function keep(
  table: Table,
  onboarding: Onboarding,
  event: NewEvent = { type: "requested", at: BEGUN_AT, by: "support" },
): Promise<void> {
  if (!(await table.commit(newOnboardingPuts(onboarding, event)))) throw new Error("It is there already");
}
