import type { DnsSession, Observation, Question, RecordType } from "#core/dns/observation";
import { unlikelyLabel } from "#core/dns/record-names";
import { type NameSightings, type NameUse, nameUse, USE_TYPES, useQuestions } from "./name-use.ts";

/** Labels for a MAIL FROM domain, in the order they are offered: those that no mail provider asks for itself. */
const LABELS = ["email", "mailer", "outbound", "envelope", "post", "returns"] as const;

const LONGEST_NAME = 253;

/** What a MAIL FROM domain is looked for. */
export interface NameSearch {
  readonly identity: string;
  readonly region: string;
  /** Names that can't be used, whatever the DNS says. */
  readonly excluded: readonly string[];
}

/** Names below the identity that would do, as far as the ticket alone tells; they are not looked up. */
export function candidateNames({
  identity,
  excluded,
}: Pick<NameSearch, "identity" | "excluded">): readonly string[] {
  return LABELS.map((label) => `${label}.${identity}`).filter(
    (name) => name.length <= LONGEST_NAME && !excluded.includes(name),
  );
}

/** Judges each name, with two looks at most: the second only where a name exists. */
export async function judgeNames(
  names: readonly string[],
  search: NameSearch,
  session: DnsSession,
): Promise<readonly NameUse[]> {
  const seen = new Map<string, Map<RecordType, Observation>>();
  const look = async (questions: readonly Question[]): Promise<void> => {
    for (const sighting of await session.ask(questions)) {
      const types = seen.get(sighting.name) ?? new Map<RecordType, Observation>();
      seen.set(sighting.name, types.set(sighting.type, sighting));
    }
  };
  const sightingsOf = (name: string): NameSightings => seen.get(name) ?? new Map();
  const wildcard = `${unlikelyLabel(search.identity)}.${search.identity}`;
  const judge = (name: string): NameUse => nameUse(sightingsOf(name), sightingsOf(wildcard), search);
  const [first, ...others] = USE_TYPES;
  await look([wildcard, ...names].flatMap((name) => useQuestions(name, [first])));
  const open = names.filter((name) => judge(name).state !== "free");
  if (open.length > 0) await look([wildcard, ...open].flatMap((name) => useQuestions(name, others)));
  return names.map(judge);
}

/** The first name that is free; failing that, the first that may be. */
export async function findFreeName(
  search: NameSearch,
  session: DnsSession,
): Promise<{ readonly name: string; readonly state: "free" | "unknown" } | undefined> {
  const names = candidateNames(search);
  const uses = await judgeNames(names, search, session);
  for (const state of ["free", "unknown"] as const) {
    const name = names.find((_, index) => uses[index]?.state === state);
    if (name !== undefined) return { name, state };
  }
  return undefined;
}
