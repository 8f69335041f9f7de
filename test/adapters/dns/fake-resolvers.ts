import type { RecursiveResolvers, ResolverAnswer } from "#adapters/dns/recursive-resolvers";
import type { DnsAnswer } from "#core/dns/observation";

/** What a fake resolver answers, with the zone of the SOA in a denial. */
type Known = DnsAnswer | { readonly answer: DnsAnswer; readonly enclosingZone: string };

/** A fake resolver's answers by type and name, with "unchecked" or "elsewhere" before them. */
export type KnownAnswersOf = Readonly<Record<string, Known>>;

export const NXDOMAIN: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 60 };
export const NODATA: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };
export const SERVFAIL: DnsAnswer = { kind: "unknown", reason: "servfail" };

/** Makes an answer with these values. */
export function values(ttl: number, ...of: string[]): DnsAnswer {
  return { kind: "records", values: of, ttl };
}

/** Makes an answer from a zone: it denies the records, but names the zone that holds the name. */
export function nodataIn(enclosingZone: string): Known {
  return { answer: NODATA, enclosingZone };
}

/** Makes resolvers that know these answers; everything else is over the budget. */
export function fakeResolvers(known: KnownAnswersOf, more: Partial<RecursiveResolvers> = {}) {
  const asked: string[] = [];
  const answerTo = (question: string): ResolverAnswer => {
    asked.push(question);
    const one = known[question] ?? { kind: "unknown", reason: "over-budget" };
    const fields = "answer" in one ? one : { answer: one };
    return { server: "resolver", address: "192.0.2.53", aliases: [], ...fields };
  };
  const resolvers: RecursiveResolvers = {
    find: async (name, type) => answerTo(`${type} ${name}`),
    findElsewhere: async (name, type) => {
      const question = `elsewhere ${type} ${name}`;
      return question in known ? answerTo(question) : undefined;
    },
    findUnchecked: async (name, type) => answerTo(`unchecked ${type} ${name}`),
    askAll: async (name, type) => [answerTo(`all ${type} ${name}`)],
    testServer: () => undefined,
    ...more,
  };
  return { resolvers, asked };
}
