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
  const [keys, paths] = await Promise.all([
    askForKeys(domain, selectors, session),
    session.ask(returnPaths.map((label) => probe(`${label}.${domain}`, "MX"))),
  ]);
  return [
    ...keys.flatMap((observation) => [...delegated(observation, domain), ...keyTraces(observation)]),
    ...paths.flatMap((observation) => [...delegated(observation, domain), ...pathTraces(observation)]),
  ];
}

/**
 * Asks for the key of each selector, unless no key can exist, because no name exists below a name that does
 * not exist (RFC 8020 §2).
 */
async function askForKeys(
  domain: string,
  selectors: readonly string[],
  session: DnsSession,
): Promise<readonly Observation[]> {
  const parent = `_domainkey.${domain}`;
  const [above] = await session.ask([probe(parent, "TXT")]);
  if (above !== undefined && isNonexistent(above)) return [];
  return session.ask(selectors.map((selector) => probe(`${selector}.${parent}`, "TXT")));
}

/** After a CNAME the answer is about another name. */
function isNonexistent(observation: Observation): boolean {
  const answer = answerIn(observation);
  return observation.aliases.length === 0 && answer.kind === "absent" && answer.nxdomain;
}

function keyTraces(observation: Observation): readonly PlacedTrace[] {
  const { aliases, name } = observation;
  const [selector = ""] = name.split(".");
  const at = { name, type: aliases.length > 0 ? "CNAME" : "TXT" } as const;
  return [{ kind: "dkim", selector, aliases, texts: valuesAt(observation), at }];
}

function pathTraces(observation: Observation): readonly PlacedTrace[] {
  const { aliases, name } = observation;
  const at = { name, type: aliases.length > 0 ? "CNAME" : "MX" } as const;
  return hostTraces([...aliases, ...valuesAt(observation)], at);
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
