import type { DnsSession, Observation, Question, RecordType } from "#core/dns/observation";
import { unlikelyLabel } from "#core/dns/record-names";
import { LONGEST_NAME } from "#core/names/domain-name";
import { type NameObservations, type NameUse, nameUse, USE_TYPES, useQuestions } from "./name-use.ts";

/** Labels for a MAIL FROM domain, in order of preference. No mail provider asks its customers to use them. */
const LABELS = ["email", "mailer", "outbound", "envelope", "post", "returns"] as const;

/** The search for a free MAIL FROM domain. */
export interface NameSearch {
  readonly identity: string;
  readonly region: string;
  /** Names that must not be used, even if DNS shows no records there. */
  readonly excluded: readonly string[];
}

/** Returns names below the identity that the ticket does not exclude; DNS is not asked. */
export function candidateNames({
  identity,
  excluded,
}: Pick<NameSearch, "identity" | "excluded">): readonly string[] {
  return LABELS.map((label) => `${label}.${identity}`).filter(
    (name) => name.length <= LONGEST_NAME && !excluded.includes(name),
  );
}

/** Judges each name with at most two rounds of questions. The second round concerns only names that exist. */
export async function judgeNames(
  names: readonly string[],
  search: NameSearch,
  session: DnsSession,
): Promise<readonly NameUse[]> {
  const seen = new Map<string, Map<RecordType, Observation>>();
  const askAll = async (questions: readonly Question[]): Promise<void> => {
    for (const observation of await session.ask(questions)) {
      const types = seen.get(observation.name) ?? new Map<RecordType, Observation>();
      seen.set(observation.name, types.set(observation.type, observation));
    }
  };
  const observationsOf = (name: string): NameObservations => seen.get(name) ?? new Map();
  const wildcard = `${unlikelyLabel(search.identity)}.${search.identity}`;
  const judge = (name: string): NameUse => nameUse(observationsOf(name), observationsOf(wildcard), search);
  const [first, ...others] = USE_TYPES;
  await askAll([wildcard, ...names].flatMap((name) => useQuestions(name, [first])));
  const open = names.filter((name) => judge(name).state !== "free");
  if (open.length > 0) await askAll([wildcard, ...open].flatMap((name) => useQuestions(name, others)));
  return names.map(judge);
}

/**
 * Returns the first free name, or else the first name whose state is unknown. The first name is asked for
 * alone, because it is free for most domains.
 */
export async function findFreeName(
  search: NameSearch,
  session: DnsSession,
): Promise<{ readonly name: string; readonly state: "free" | "unknown" } | undefined> {
  const names = candidateNames(search);
  const [preferred] = await judgeNames(names.slice(0, 1), search, session);
  const isFree = preferred?.state === "free";
  const others = isFree ? [] : await judgeNames(names.slice(1), search, session);
  const uses = [preferred, ...others];
  for (const state of ["free", "unknown"] as const) {
    const name = names.find((_, index) => uses[index]?.state === state);
    if (name !== undefined) return { name, state };
  }
  return undefined;
}
