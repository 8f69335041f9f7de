import { isRightRecord, recordState } from "#core/dns/record-state";
import type { DnsResolver, Sighting } from "#core/dns/sighting";
import type { Onboarding, SeenRecord } from "#core/onboarding";
import type { RequiredRecord } from "#core/required-records";

/** Looks at every required record at once. */
export async function lookAtRecords(
  records: readonly RequiredRecord[],
  now: number,
  resolver: DnsResolver,
): Promise<NonNullable<Onboarding["look"]>> {
  const session = resolver.open();
  try {
    const sightings = await session.look(
      records.map((record) => ({
        name: record.name,
        type: record.type,
        isRight: (values) => isRightRecord(record, values),
      })),
    );
    return {
      at: now,
      records: records.map((record, index) => seenRecord(record, sightings[index], now)),
      queries: session.queries(),
    };
  } finally {
    session.end();
  }
}

function seenRecord(record: RequiredRecord, sighting: Sighting | undefined, now: number): SeenRecord {
  if (sighting === undefined) throw new Error(`The resolver lost the question for ${record.name}`);
  const { cachedUntilSeconds, ...state } = recordState(record, sighting);
  const cachedUntil =
    cachedUntilSeconds === undefined ? {} : { cachedUntil: now + cachedUntilSeconds * 1000 };
  return { record, ...state, seen: state.seen.map(cut), unanswered: [...state.unanswered], ...cachedUntil };
}

/** What strangers publish is kept short: the item must stay far below DynamoDB's 400 kB. */
function cut(value: string): string {
  return value.length > 500 ? `${value.slice(0, 500)}…` : value;
}
