import { diagnose } from "#core/diagnosis/diagnose";
import { expectedOf } from "#core/diagnosis/model/subject";
import { canonicalName } from "#core/dns/name";
import type { DnsSession, Observation } from "#core/dns/observation";
import { recordState, rightAt } from "#core/dns/record-state";
import { registrableDomain } from "#core/names/registrable-domain";
import { recordsRequiredForSending } from "#core/onboarding/changes/without-mail-from";
import { type Incident, openIncident } from "#core/onboarding/incident";
import type { Onboarding } from "#core/onboarding/onboarding";
import { WATCH } from "#core/onboarding/schedule";
import { readOnboarding } from "#core/onboarding/store";
import type { RequiredRecord } from "#core/records/required-records";
import { afterObservation, isLost, type WatchedObservation } from "#core/watch/after-observation";
import { loseDomain } from "#core/watch/incident-changes";
import {
  nextWatchCheckAt,
  readWatched,
  stoppedWatchPut,
  type WatchedDomain,
  type WatchedRecord,
  watchedPut,
} from "#core/watch/watched-domain";
import { changeWatched } from "./change-watched.ts";
import { checkPolicies } from "./check-policies.ts";
import type { WatchDeps } from "./deps.ts";

/** What a look needs of the world. */
type LookDeps = Pick<WatchDeps, "table" | "turns" | "resolver" | "starter">;

/** What one look saw of one record, and who serves it. */
interface Seen {
  readonly sight: WatchedObservation;
  readonly nameServers: readonly string[];
}

/** Looks at the records of one domain whose turn it is. */
export async function checkWatchedDns(identity: string, now: number, deps: LookDeps): Promise<void> {
  const watched = await readWatched(deps.table, identity);
  if (watched?.queue === undefined || (watched.dueAt ?? 0) > now) return;
  const current = await readOnboarding(deps.table, watched.onboardingId);
  if (current.status !== "ready") return void (await deps.table.commit([stoppedWatchPut(watched)]));
  // Whose zone was just looked at comes in the next run.
  if ((await deps.turns.take(registrableDomain(identity) ?? identity, now)) > now) return;
  const seen = await see(current, now, deps);
  const records = watched.records.map((record) => {
    const sight = seen.get(keyOf(record))?.sight;
    return sight === undefined ? record : afterObservation(record, sight, now);
  });
  const gone = records.filter((record) => isLost(record, seen.get(keyOf(record))?.nameServers ?? [], now));
  if (gone.length > 0) return giveUp(watched, records, seen, now, deps);
  const isClear =
    openIncident(current) === undefined && [...seen.values()].every(({ sight }) => sight.kind === "right");
  const dueAt = isClear ? nextWatchCheckAt(identity, now) : now + WATCH.recheckMs;
  // Where another run was faster, its look counts.
  await deps.table.commit([watchedPut(watched, { records, dueAt })]);
  if (isClear) await checkPolicies(current, now, deps);
}

/** With what is lost, whatever else is not right now is told, too. */
async function giveUp(
  watched: WatchedDomain,
  records: readonly WatchedRecord[],
  seen: ReadonlyMap<string, Seen>,
  now: number,
  deps: LookDeps,
): Promise<void> {
  const missed = records.filter(({ bad }) => bad !== undefined);
  const moved = missed.map((record) => moveOf(record, seen)).find((move) => move !== undefined);
  await changeWatched(watched, deps, (current, latest) => {
    const told = missed.map(({ name, type, rightAt: at }) => ({ name, type, rightAt: at }));
    const change = loseDomain(current, { records: told, ...(moved && { moved }) }, now);
    return change && { ...change, also: [stoppedWatchPut({ ...latest, records: [...records] })] };
  });
}

/** A zone has moved when none of its name servers is one that it had. */
function moveOf(record: WatchedRecord, seen: ReadonlyMap<string, Seen>): Incident["moved"] {
  const from = record.nameServers.map(canonicalName);
  const to = (seen.get(keyOf(record))?.nameServers ?? []).map(canonicalName);
  const isMove = from.length > 0 && to.length > 0 && !to.some((name) => from.includes(name));
  return isMove ? { from, to } : undefined;
}

async function see(current: Onboarding, now: number, { resolver }: LookDeps): Promise<Map<string, Seen>> {
  const session = resolver.open();
  try {
    const records = recordsRequiredForSending(current, current.records, (record) => record);
    const sightings = await session.ask(records.map(({ name, type }) => ({ name, type })));
    const states = sightings.map((sighting, index) => stateOf(records[index], sighting));
    const isAllRight = states.every((state) => state === "right" || state === "unknown");
    // Of a domain that is gone as a whole no record can serve all the same.
    const isGone = sightings.every(({ zoneExists }) => zoneExists === "no");
    const settled =
      isAllRight || isGone ? states : await diagnosed({ ...current, records }, states, session, now);
    return new Map(
      records.map((record, index) => [keyOf(record), seenOf(record, sightings[index], settled[index])]),
    );
  } finally {
    session.end();
  }
}

type State = ReturnType<typeof recordState>["state"];

function stateOf(record: RequiredRecord | undefined, sighting: Observation): State {
  if (record === undefined) return "unknown";
  // The registry itself says so: the whole domain is gone.
  return sighting.zoneExists === "no" ? "missing" : recordState(expectedOf(record), sighting).state;
}

/** A record that is not literally there may serve all the same, such as a key in place of its CNAME: that is no loss. */
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
    const told = diagnosis.records[index]?.state;
    return told === "right" || told === "unknown" ? told : state;
  });
}

function seenOf(record: RequiredRecord, sighting: Observation | undefined, state: State | undefined): Seen {
  const { nameServers = [], authoritative = [], recursive = [], zoneExists } = sighting ?? {};
  if (state === undefined || state === "unknown") return { sight: { kind: "unknown" }, nameServers };
  if (state === "right") return { sight: { kind: "right", nameServers }, nameServers };
  const answers = zoneExists === "no" ? recursive : authoritative;
  const servers = rightAt(expectedOf(record), answers).filter(({ isRight }) => !isRight);
  return { sight: { kind: "bad", servers: servers.map(({ server }) => server) }, nameServers };
}

function keyOf({ name, type }: { readonly name: string; readonly type: string }): string {
  return `${type} ${name}`;
}
