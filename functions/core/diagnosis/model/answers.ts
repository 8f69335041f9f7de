import { canonicalName } from "#core/dns/name";
import type { DnsAnswer, Observation, RecordType } from "#core/dns/observation";

/** All sightings of a diagnosis, by name and type. */
export interface Answers {
  of(name: string, type: RecordType): Observation | undefined;
  /** What any name server holds there; empty when nothing is, or nobody told. */
  values(name: string, type: RecordType): readonly string[];
  /** Whether any name server said something usable. */
  isKnown(name: string, type: RecordType): boolean;
  all(): readonly Observation[];
}

/** Gathers sightings; a later one of the same name and type replaces the earlier. */
export function gather(sightings: readonly Observation[]): Answers {
  const byKey = new Map(sightings.map((sighting) => [keyOf(sighting.name, sighting.type), sighting]));
  const of = (name: string, type: RecordType) => byKey.get(keyOf(name, type));
  const answers = (name: string, type: RecordType) =>
    (of(name, type)?.authoritative ?? []).map(({ answer }) => answer);
  return {
    of,
    values: (name, type) => [...new Set(answers(name, type).flatMap(valuesOf))].sort(),
    isKnown: (name, type) => answers(name, type).some(({ kind }) => kind !== "unknown"),
    all: () => [...byKey.values()],
  };
}

/** The values of an answer, if it has any. */
export function valuesOf(answer: DnsAnswer): readonly string[] {
  return answer.kind === "records" ? answer.values : [];
}

function keyOf(name: string, type: RecordType): string {
  return `${type} ${canonicalName(name)}`;
}
