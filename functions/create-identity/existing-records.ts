import { readClaims } from "#core/claims/claim-store";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver } from "#core/dns/observation";
import { recordState } from "#core/dns/record-state";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { RequiredRecord } from "#core/records/required-records";
import type { Table } from "#core/table";

/** What the look before anybody is told the records needs of the world. */
export interface ExistingRecordsDeps {
  readonly table: Table;
  readonly resolver: DnsResolver;
}

/** Of whose older set-up DKIM records stand in the DNS before anybody was told them. */
export type ExistingRecordsOwner = "nobodys" | "anothers" | "ours";

/**
 * Whose DKIM records may stand in the DNS already: of an older set-up they prove nothing, unless it was the same owner's.
 * Silence is no sign that they are absent.
 */
export async function findExistingRecords(
  current: Onboarding,
  records: readonly RequiredRecord[],
  { table, resolver }: ExistingRecordsDeps,
): Promise<ExistingRecordsOwner> {
  const session = resolver.open();
  try {
    const dkim = records.filter(({ purpose }) => purpose === "dkim");
    const sightings = await session.ask(dkim.map(({ name, type }) => ({ name, type })));
    const mayStand = dkim.some((record, index) => {
      const sighting = sightings[index];
      if (sighting?.zoneExists === "no") return false;
      const state = sighting === undefined ? "unknown" : recordState(expectedOf(record), sighting).state;
      return state === "right" || state === "unknown";
    });
    if (!mayStand) return "nobodys";
    return (await wasOurs(current, table)) ? "ours" : "anothers";
  } finally {
    session.end();
  }
}

/** The same owner was told these records before, or has them in another onboarding. */
async function wasOurs({ identity, owner, onboardingId }: Onboarding, table: Table): Promise<boolean> {
  const { entries, released } = await readClaims(table, identity);
  return [...entries, ...released].some(
    (one) => one.owner === owner && one.name === identity && one.onboardingId !== onboardingId,
  );
}
