import { canonicalName } from "#core/dns/name";
import type { DnsAnswer, Observation, RecordType, ServerAnswer } from "#core/dns/observation";

/** All observations of a diagnosis, by name and type. */
export interface Answers {
  of(name: string, type: RecordType): Observation | undefined;
  /** Returns the values that at least one name server holds. */
  values(name: string, type: RecordType): readonly string[];
  /** Returns whether at least one name server gave a usable answer. */
  isKnown(name: string, type: RecordType): boolean;
  /** Returns whether a resolver answered that neither the name nor any name below it exists. */
  isGone(name: string): boolean;
  all(): readonly Observation[];
}

const NONE: readonly ServerAnswer[] = [];

/** Collects observations; those of the same name and type are merged, with each server's answer. */
export function gather(observations: readonly Observation[]): Answers {
  // A detector asks for the same names many times, and a combined key would be built and hashed each time.
  const byType = new Map<RecordType, Map<string, Observation>>();
  for (const observation of observations) {
    const name = canonicalName(observation.name);
    const byName = byType.get(observation.type) ?? new Map<string, Observation>();
    const earlier = byName.get(name);
    byName.set(name, earlier === undefined ? observation : merged(earlier, observation));
    byType.set(observation.type, byName);
  }
  const of = (name: string, type: RecordType) => byType.get(type)?.get(canonicalName(name));
  const answers = (name: string, type: RecordType) => of(name, type)?.authoritative ?? NONE;
  return {
    of,
    values: (name, type) => {
      const values = answers(name, type).flatMap(({ answer }) => valuesOf(answer));
      return values.length < 2 ? values : [...new Set(values)].sort();
    },
    isKnown: (name, type) => answers(name, type).some(({ answer }) => answer.kind !== "unknown"),
    isGone: (name) =>
      (["A", "TXT"] as const)
        .flatMap((type) => of(name, type)?.recursive ?? [])
        .some(({ answer }) => answer.kind === "absent" && answer.nxdomain),
    all: () => [...new Set(observations.flatMap(({ name, type }) => of(name, type) ?? []))],
  };
}

/** A later answer replaces only that of the same server; the lack of an answer replaces none. */
function merged(earlier: Observation, later: Observation): Observation {
  const [longer, shorter] =
    later.aliases.length > earlier.aliases.length ? [later, earlier] : [earlier, later];
  return {
    ...shorter,
    ...longer,
    authoritative: perServer(earlier.authoritative, later.authoritative),
    recursive: perServer(earlier.recursive, later.recursive),
    nameServers: [...new Set([...earlier.nameServers, ...later.nameServers])],
    zoneExists: earlier.zoneExists === "unknown" ? later.zoneExists : earlier.zoneExists,
  };
}

function perServer(
  earlier: readonly ServerAnswer[],
  later: readonly ServerAnswer[],
): readonly ServerAnswer[] {
  const byServer = new Map(earlier.map((one) => [one.server, one]));
  for (const one of later) {
    if (one.answer.kind !== "unknown" || !byServer.has(one.server)) byServer.set(one.server, one);
  }
  return [...byServer.values()];
}

/** Returns the values of an answer; none if it has no records. */
export function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}
