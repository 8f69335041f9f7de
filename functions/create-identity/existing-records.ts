import { readClaims } from "#core/claims/claim-store";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsSession } from "#core/dns/observation";
import { recordState } from "#core/dns/record-state";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RequiredRecord } from "#core/records/required-records";
import type { Table } from "#core/table";

/** The dependencies of the check that runs before the records are sent. */
interface ExistingRecordsDeps {
  readonly table: Table;
  readonly session: DnsSession;
}

/** The owner of DKIM records that were in DNS before they were sent to anybody. */
export type ExistingRecordsOwner = "nobodys" | "anothers" | "ours";

/**
 * Finds DKIM records that are already in DNS. Records from an earlier set-up prove control only if the owner
 * is the same. A time-out does not show that they are absent.
 */
export async function findExistingRecords(
  current: Onboarding,
  records: readonly RequiredRecord[],
  { table, session }: ExistingRecordsDeps,
): Promise<ExistingRecordsOwner> {
  const dkim = records.filter(({ purpose }) => purpose === "dkim");
  const observations = await session.ask(dkim.map(({ name, type }) => ({ name, type })));
  const mayBeThere = dkim.some((record, index) => {
    const observation = observations[index];
    if (observation?.zoneExists === "no") return false;
    const state = observation === undefined ? "unknown" : recordState(expectedOf(record), observation).state;
    return state === "right" || state === "unknown";
  });
  if (!mayBeThere) return "nobodys";
  return (await belongedToOwner(current, table)) ? "ours" : "anothers";
}

/** True if the same owner received these records before, or has them in another onboarding. */
async function belongedToOwner(
  { identity, owner, onboardingId }: Onboarding,
  table: Table,
): Promise<boolean> {
  const { entries, released } = await readClaims(table, identity);
  return [...entries, ...released].some(
    (one) => one.owner === owner && one.name === identity && one.onboardingId !== onboardingId,
  );
}
