import { isRightRecord, recordState } from "#core/dns/record-state";
import type { DnsResolver } from "#core/dns/sighting";
import type { Onboarding, SeenRecord } from "#core/onboarding";
import type { RequiredRecord } from "#core/required-records";

/** Looks at every required record at once. */
export async function lookAtRecords(
  records: readonly RequiredRecord[],
  now: number,
  resolver: DnsResolver,
): Promise<NonNullable<Onboarding["look"]>> {
  const { sightings, queries } = await resolver.look(
    records.map((record) => ({
      name: record.name,
      type: record.type,
      isRight: (values) => isRightRecord(record, values),
    })),
  );
  const seen = records.map((record, index): SeenRecord => {
    const sighting = sightings[index];
    if (sighting === undefined) throw new Error(`The resolver lost the question for ${record.name}`);
    const { cachedUntilSeconds, ...state } = recordState(record, sighting);
    const cachedUntil =
      cachedUntilSeconds === undefined ? {} : { cachedUntil: now + cachedUntilSeconds * 1000 };
    return { record, ...state, seen: state.seen.map(cut), unanswered: [...state.unanswered], ...cachedUntil };
  });
  return { at: now, records: seen, queries };
}

/** What strangers publish is kept short: the item must stay far below DynamoDB's 400 kB. */
function cut(value: string): string {
  return value.length > 500 ? `${value.slice(0, 500)}…` : value;
}
