import { answerIn } from "#core/dns/ask-through";
import type { DnsSession, Observation, Question } from "#core/dns/observation";
import { exchangeOf } from "#core/dns/record-names";
import { isSpf } from "#core/dns/spf-record";
import { isBelow } from "#core/names/domain-name";
import { knownLabels, providersOf, type Trace } from "./provider-of.ts";

/** A record that may belong to a provider. */
interface Place {
  readonly name: string;
  readonly type: "MX" | "NS" | "TXT" | "CNAME";
}

/** A trace of a provider, with the record that shows it. */
export type PlacedTrace = Trace & { readonly at: Place };

/** A mail provider that the domain uses or used, with the records that show it. */
export interface FoundProvider {
  readonly name: string;
  readonly kind: "mailbox" | "sender";
  readonly seenIn: readonly Trace["kind"][];
  readonly seenAt: readonly Place[];
}

/** Finds the keys and return paths of other providers in a domain. */
export async function findProviderTraces(
  domain: string,
  session: DnsSession,
): Promise<readonly PlacedTrace[]> {
  const { selectors, returnPaths } = knownLabels();
  const keys = selectors.map((selector): Question => probe(`${selector}._domainkey.${domain}`, "TXT"));
  const paths = returnPaths.map((label): Question => probe(`${label}.${domain}`, "MX"));
  const observations = await session.ask([...keys, ...paths]);
  return observations.flatMap((observation, index): readonly PlacedTrace[] => {
    const selector = selectors[index];
    const { aliases, name } = observation;
    const type = aliases.length > 0 ? "CNAME" : selector === undefined ? "MX" : "TXT";
    return [
      ...delegated(observation, domain),
      ...(selector === undefined
        ? hostTraces([...aliases, ...valuesAt(observation)], { name, type })
        : [{ kind: "dkim", selector, aliases, texts: valuesAt(observation), at: { name, type } } as const]),
    ];
  });
}

/** Returns the traces in the NS records of a delegated subdomain. */
function delegated({ zone, nameServers }: Observation, domain: string): readonly PlacedTrace[] {
  if (zone === undefined || !isBelow(zone, domain)) return [];
  return hostTraces(nameServers, { name: zone, type: "NS" });
}

/** Returns the traces in a domain's own MX and TXT records. */
export function ownTraces(
  name: string,
  mx: readonly string[],
  texts: readonly string[],
): readonly PlacedTrace[] {
  const spf = texts.filter(isSpf);
  return [
    ...hostTraces(mx, { name, type: "MX" }),
    ...spf.map((text): PlacedTrace => ({ kind: "spf", text, at: { name, type: "TXT" } })),
  ];
}

/** Returns the providers that traces show, each once. */
export function foundProviders(traces: readonly PlacedTrace[]): readonly FoundProvider[] {
  const found = new Map<string, FoundProvider>();
  for (const trace of traces) {
    for (const { name, kind } of providersOf(trace)) {
      const before = found.get(name);
      const seenIn = new Set([...(before?.seenIn ?? []), trace.kind]);
      const isKnown = before?.seenAt.some(
        ({ name: at, type }) => at === trace.at.name && type === trace.at.type,
      );
      const seenAt = isKnown === true ? before?.seenAt : [...(before?.seenAt ?? []), trace.at];
      found.set(name, { name, kind, seenIn: [...seenIn], seenAt: seenAt ?? [] });
    }
  }
  return [...found.values()];
}

/** Returns the values of an observation. */
export function valuesAt(observation: Observation | undefined): readonly string[] {
  const answer = observation === undefined ? undefined : answerIn(observation);
  return answer?.kind === "records" ? answer.values : [];
}

function hostTraces(values: readonly string[], at: Place): readonly PlacedTrace[] {
  return values.map((value): PlacedTrace => ({ kind: "host", name: exchangeOf(value), at }));
}

function probe(name: string, type: "MX" | "TXT"): Question {
  return { name, type, through: "one-server" };
}
