import type { DnsResolver } from "#core/dns/observation";
import { registrableDomain } from "#core/names/registrable-domain";
import type { PublicationState } from "#core/records/publication-state";
import { checkPublication, type PublicationCheck } from "./check.ts";
import type { PublicationSubject } from "./plan.ts";
import type { Provider, ProviderDirectory } from "./ports.ts";

/** What a survey asks. */
export interface SurveyPorts {
  readonly resolver: DnsResolver;
  readonly directory: ProviderDirectory;
}

/** A provider that can publish the records, with what would happen; `undefined` if the zone has none. */
export type FoundPublication = { readonly provider: Provider; readonly check: PublicationCheck } | undefined;

/** A provider is searched for once a day: most never change. */
const KEPT_MS = 86_400_000;

/** Finds the provider of the records' zone, and checks whether it can publish them without harm. */
export async function findPublication(
  subject: PublicationSubject,
  { resolver, directory }: SurveyPorts,
): Promise<FoundPublication> {
  const likely = registrableDomain(subject.identity) ?? subject.identity;
  const [likelyProvider, check] = await Promise.all([directory.find(likely), checkOnce(subject, resolver)]);
  const zone = check.state === "offered" ? check.zone : likely;
  const provider = zone === likely ? likelyProvider : await directory.find(zone);
  return provider === undefined ? undefined : { provider, check };
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
    const check = await checkOnce(subject, ports.resolver);
    return { at: now, discoveredAt: before.discoveredAt, provider: before.provider, ...outcomeOf(check) };
  }
  return { at: now, discoveredAt: now, ...stateOf(await findPublication(subject, ports)) };
}

/** Returns what the page shows of a publication. */
export function stateOf(found: FoundPublication): Omit<PublicationState, "at" | "discoveredAt"> {
  return found === undefined
    ? { isOffered: false }
    : { provider: found.provider.name, ...outcomeOf(found.check) };
}

async function checkOnce(subject: PublicationSubject, resolver: DnsResolver): Promise<PublicationCheck> {
  const session = resolver.open();
  try {
    return await checkPublication(subject, session);
  } finally {
    session.end();
  }
}

function outcomeOf(
  check: PublicationCheck,
): Pick<PublicationState, "isOffered" | "hasDmarc" | "because" | "name"> {
  if (check.state === "offered") return { isOffered: true, hasDmarc: check.groups.includes("dmarc") };
  return { isOffered: false, because: check.because, ...("name" in check ? { name: check.name } : {}) };
}
