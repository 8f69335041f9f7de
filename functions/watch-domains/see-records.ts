import { diagnose } from "#core/diagnosis/diagnose";
import { expectedOf } from "#core/diagnosis/model/subject";
import type { DnsResolver, DnsSession, Observation } from "#core/dns/observation";
import { recordState, rightAt } from "#core/dns/record-state";
import type { Onboarding } from "#core/onboarding/onboarding";
import { recordsRequiredForSending } from "#core/onboarding/required-for-sending";
import type { RequiredRecord } from "#core/records/required-records";
import { recordKey, type SeenRecord } from "#core/watch/decide-watch";

/** Queries DNS for the records that sending requires, by `recordKey`. */
export async function seeRecords(
  current: Onboarding,
  now: number,
  resolver: DnsResolver,
): Promise<ReadonlyMap<string, SeenRecord>> {
  const session = resolver.open(now);
  try {
    const records = recordsRequiredForSending(current, current.records, (record) => record);
    const observations = await session.ask(records.map(({ name, type }) => ({ name, type })));
    const states = observations.map((observation, index) => stateOf(records[index], observation));
    const isAllRight = states.every((state) => state === "right" || state === "unknown");
    // In a domain that no longer exists, no other record can replace a missing one.
    const isGone = observations.every(({ zoneExists }) => zoneExists === "no");
    const settled =
      isAllRight || isGone ? states : await diagnosed({ ...current, records }, states, session, now);
    return new Map(
      records.map((record, index) => [
        recordKey(record),
        seenOf(record, observations[index], settled[index]),
      ]),
    );
  } finally {
    session.end();
  }
}

type State = ReturnType<typeof recordState>["state"];

function stateOf(record: RequiredRecord | undefined, observation: Observation): State {
  if (record === undefined) return "unknown";
  // The registry itself answers that the whole domain does not exist.
  return observation.zoneExists === "no" ? "missing" : recordState(expectedOf(record), observation).state;
}

/**
 * A record that differs from the issued one may still work, such as a key instead of a CNAME; that is no
 * loss.
 */
async function diagnosed(
  {
    identity,
    mailFrom,
    records,
    fromAddresses,
  }: Pick<Onboarding, "identity" | "mailFrom" | "fromAddresses"> & {
    readonly records: readonly RequiredRecord[];
  },
  states: readonly State[],
  session: DnsSession,
  now: number,
): Promise<readonly State[]> {
  const subject = {
    domain: identity,
    mailFrom,
    fromAddresses,
    records: records.map(expectedOf),
    dkimVerified: true,
    confirmed: true,
  };
  const diagnosis = await diagnose(subject, session, now);
  return states.map((state, index) => {
    const found = diagnosis.records[index]?.state;
    return found === "right" || found === "unknown" ? found : state;
  });
}

function seenOf(
  record: RequiredRecord,
  observation: Observation | undefined,
  state: State | undefined,
): SeenRecord {
  const { nameServers = [], authoritative = [], recursive = [], zoneExists } = observation ?? {};
  if (state === undefined || state === "unknown") return { observation: { kind: "unknown" }, nameServers };
  if (state === "right") return { observation: { kind: "right", nameServers }, nameServers };
  const answers = zoneExists === "no" ? recursive : authoritative;
  const servers = rightAt(expectedOf(record), answers).filter(({ isRight }) => !isRight);
  return { observation: { kind: "bad", servers: servers.map(({ server }) => server) }, nameServers };
}
