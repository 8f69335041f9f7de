import { exchangeOf } from "#core/diagnosis/names";
import { answerIn } from "#core/dns/ask-through";
import type { DnsSession, Question, Sighting } from "#core/dns/sighting";
import { isSpf } from "#core/dns/spf-record";
import { knownLabels, providersOf, type Trace } from "#core/mail-providers/provider-of";

/** A mail provider that the domain has, or once had, and where it shows. */
export interface FoundProvider {
  readonly name: string;
  readonly kind: "mailbox" | "sender";
  readonly seenIn: readonly Trace["kind"][];
}

/** Looks for other providers' keys and return paths in a domain. */
export async function lookForTraces(domain: string, session: DnsSession): Promise<readonly Trace[]> {
  const { selectors, returnPaths } = knownLabels();
  const keys = selectors.map((selector): Question => probe(`${selector}._domainkey.${domain}`, "TXT"));
  const paths = returnPaths.map((label): Question => probe(`${label}.${domain}`, "MX"));
  const sightings = await session.look([...keys, ...paths]);
  return sightings.flatMap((sighting, index): readonly Trace[] => {
    const selector = selectors[index];
    const { aliases } = sighting;
    return selector === undefined
      ? hostTraces([...aliases, ...valuesAt(sighting)])
      : [{ kind: "dkim", selector, aliases, texts: valuesAt(sighting) }];
  });
}

/** The traces in a domain's own MX and TXT records. */
export function ownTraces(mx: readonly string[], texts: readonly string[]): readonly Trace[] {
  return [...hostTraces(mx), ...texts.filter(isSpf).map((text): Trace => ({ kind: "spf", text }))];
}

/** The providers that traces tell of, each once. */
export function foundProviders(traces: readonly Trace[]): readonly FoundProvider[] {
  const found = new Map<string, FoundProvider>();
  for (const trace of traces) {
    for (const { name, kind } of providersOf(trace)) {
      const seenIn = new Set([...(found.get(name)?.seenIn ?? []), trace.kind]);
      found.set(name, { name, kind, seenIn: [...seenIn] });
    }
  }
  return [...found.values()];
}

/** What one sighting holds. */
export function valuesAt(sighting: Sighting | undefined): readonly string[] {
  const answer = sighting === undefined ? undefined : answerIn(sighting);
  return answer?.kind === "records" ? answer.values : [];
}

function hostTraces(values: readonly string[]): readonly Trace[] {
  return values.map((value): Trace => ({ kind: "host", name: exchangeOf(value) }));
}

function probe(name: string, type: "MX" | "TXT"): Question {
  return { name, type, through: "one-server" };
}
