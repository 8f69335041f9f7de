import { answerIn } from "#core/dns/ask-through";
import type { DnsAnswer, Observation, Question, RecordType } from "#core/dns/observation";
import { exchangeOf } from "#core/dns/record-names";
import { isSpf, spfIncludes } from "#core/dns/spf-record";
import { isBelow } from "#core/names/domain-name";

/** A present use of a name that conflicts with the records of a MAIL FROM domain. */
export type Use = "delegation" | "cname" | "mx" | "other-region" | "address" | "spf";

/** Whether the records of a MAIL FROM domain can be placed at a name. */
export type NameUse =
  | { readonly state: "free" | "unknown" }
  | { readonly state: "taken"; readonly because: Use; readonly seen: readonly string[] };

/** The types that show whether a name is in use; each answer also shows a CNAME. */
export const USE_TYPES = ["MX", "TXT", "A", "AAAA"] as const satisfies readonly RecordType[];

/** The observations at one name, by type. */
export type NameObservations = ReadonlyMap<RecordType, Observation>;

const AMAZON_MX = /^feedback-smtp\.[a-z0-9-]+\.amazonses\.com$/;

/**
 * Returns the questions about one name. Each goes to one server of its zone, which keeps negative answers out
 * of resolvers' caches.
 */
export function useQuestions(name: string, types: readonly RecordType[] = USE_TYPES): readonly Question[] {
  return types.map((type) => ({ name, type, through: "one-server" }));
}

/** Judges a name below `identity`; a wildcard's answer does not count as a use. */
export function nameUse(
  seen: NameObservations,
  wildcard: NameObservations,
  { identity, region }: { readonly identity: string; readonly region: string },
): NameUse {
  const own = (type: RecordType) => ownValues(seen.get(type), wildcard.get(type));
  const mx = seen.get("MX");
  const exchanges = own("MX").map(exchangeOf);
  if (exchanges.length > 0 && exchanges.every((one) => one === `feedback-smtp.${region}.amazonses.com`)) {
    return { state: "free" };
  }
  const cut = [...seen.values()].find(({ zone }) => zone !== undefined && isBelow(zone, identity));
  if (cut !== undefined) return { state: "taken", because: "delegation", seen: cut.nameServers };
  const aliases = ownAliases(seen, wildcard);
  if (aliases.length > 0) return { state: "taken", because: "cname", seen: aliases };
  if (exchanges.length > 0) {
    const because = exchanges.every((one) => AMAZON_MX.test(one)) ? "other-region" : "mx";
    return { state: "taken", because, seen: own("MX") };
  }
  if (mx !== undefined && doesNotExist(answerIn(mx))) return { state: "free" };
  const addresses = [...own("A"), ...own("AAAA")];
  if (addresses.length > 0) return { state: "taken", because: "address", seen: addresses };
  const spf = own("TXT").filter((text) => isSpf(text) && !spfIncludes(text).has("amazonses.com"));
  if (spf.length > 0) return { state: "taken", because: "spf", seen: spf };
  const isKnown = USE_TYPES.every((type) => {
    const observation = seen.get(type);
    return observation !== undefined && answerIn(observation).kind !== "unknown";
  });
  return { state: isKnown ? "free" : "unknown" };
}

/** RFC 8020: if a name does not exist, it has no records of any type, and no name below it exists. */
function doesNotExist(answer: DnsAnswer): boolean {
  return answer.kind === "absent" && answer.nxdomain;
}

function ownAliases(seen: NameObservations, wildcard: NameObservations): readonly string[] {
  for (const [type, { aliases }] of seen) {
    if (aliases.length > 0 && aliases.join() !== wildcard.get(type)?.aliases.join()) return aliases;
  }
  return [];
}

function ownValues(
  observation: Observation | undefined,
  wildcard: Observation | undefined,
): readonly string[] {
  const [values, anyName] = [observation, wildcard].map(valuesIn);
  return values === undefined || values.join() === anyName?.join() ? [] : values;
}

function valuesIn(observation: Observation | undefined): readonly string[] {
  const answer = observation === undefined ? undefined : answerIn(observation);
  return answer?.kind === "records" ? [...answer.values].sort() : [];
}
