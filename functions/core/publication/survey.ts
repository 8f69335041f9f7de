import type { DnsResolver } from "#core/dns/observation";
import { registrableDomain } from "#core/names/registrable-domain";
import type { PublicationState } from "#core/records/publication-state";
import { lookForPublication, type PublicationLook } from "./look.ts";
import type { PublicationSubject } from "./plan.ts";
import type { Provider, ProviderDirectory } from "./ports.ts";

/** What a survey asks. */
export interface SurveyPorts {
  readonly resolver: DnsResolver;
  readonly directory: ProviderDirectory;
}

/** A provider that can publish the records, with what would happen; `undefined` if the zone has none. */
export type FoundPublication = { readonly provider: Provider; readonly look: PublicationLook } | undefined;

/** A provider is looked for once a day: most never change. */
const KEPT_MS = 86_400_000;

/** Finds the provider of the records' zone, and looks whether it can publish them without any harm. */
export async function findPublication(
  subject: PublicationSubject,
  { resolver, directory }: SurveyPorts,
): Promise<FoundPublication> {
  const likely = registrableDomain(subject.identity) ?? subject.identity;
  const [likelyProvider, look] = await Promise.all([directory.find(likely), lookOnce(subject, resolver)]);
  const zone = look.state === "offered" ? look.zone : likely;
  const provider = zone === likely ? likelyProvider : await directory.find(zone);
  return provider === undefined ? undefined : { provider, look };
}

/** Surveys what can be published for the page; a zone without a provider is asked about no more than once a day. */
export async function surveyPublication(
  subject: PublicationSubject,
  ports: SurveyPorts,
  { before, now }: { readonly before: PublicationState | undefined; readonly now: number },
): Promise<PublicationState> {
  const isKnown = before !== undefined && now < before.discoveredAt + KEPT_MS;
  if (isKnown && before.provider === undefined) return before;
  if (isKnown) {
    const look = await lookOnce(subject, ports.resolver);
    return { at: now, discoveredAt: before.discoveredAt, provider: before.provider, ...outcomeOf(look) };
  }
  return { at: now, discoveredAt: now, ...stateOf(await findPublication(subject, ports)) };
}

/** What the page shows of a publication that was looked for. */
export function stateOf(found: FoundPublication): Omit<PublicationState, "at" | "discoveredAt"> {
  return found === undefined
    ? { isOffered: false }
    : { provider: found.provider.name, ...outcomeOf(found.look) };
}

async function lookOnce(subject: PublicationSubject, resolver: DnsResolver): Promise<PublicationLook> {
  const session = resolver.open();
  try {
    return await lookForPublication(subject, session);
  } finally {
    session.end();
  }
}

function outcomeOf(
  look: PublicationLook,
): Pick<PublicationState, "isOffered" | "hasDmarc" | "because" | "name"> {
  if (look.state === "offered") return { isOffered: true, hasDmarc: look.groups.includes("dmarc") };
  return { isOffered: false, because: look.because, ...("name" in look ? { name: look.name } : {}) };
}
