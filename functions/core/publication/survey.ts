import type { DnsResolver, DnsSession } from "#core/dns/observation";
import { registrableDomain } from "#core/names/registrable-domain";
import type { PublicationState } from "#core/records/publication-state";
import type { RequiredRecord } from "#core/records/required-records";
import { checkPublication, type PublicationCheck } from "./check.ts";
import type { Provider, ProviderDirectory } from "./ports.ts";
import { checkRecordSets, type RecordSetsCheck } from "./record-sets.ts";
import { isRoute53, ROUTE_53 } from "./route-53.ts";
import type { Service } from "./service.ts";

/** The ports that a survey reads. */
export interface SurveyPorts {
  readonly resolver: DnsResolver;
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
  /** Absent if the deployer has not enabled Domain Connect. */
  readonly domainConnect?: { readonly service: Service; readonly directory: ProviderDirectory } | undefined;
}

/** The records to publish, and the last known name servers of their zone. */
export interface SurveySubject {
  readonly identity: string;
  readonly records: readonly RequiredRecord[];
  /** The zone's name servers, if they are known. */
  readonly nameServers: readonly string[];
}

/** The way to publish the records, with its effects; `undefined` if the zone offers none. */
export type FoundPublication =
  | { readonly way: "route-53"; readonly check: RecordSetsCheck }
  | {
      readonly way: "domain-connect";
      readonly provider: Provider;
      readonly service: Service;
      readonly check: PublicationCheck;
    }
  | undefined;

/** The search for a provider is repeated once a day at most, because most zones never change. */
const KEPT_MS = 86_400_000;

/** Finds a way to publish the records, and checks whether it could do harm. */
export async function findPublication(subject: SurveySubject, ports: SurveyPorts): Promise<FoundPublication> {
  if (isRoute53(subject.nameServers)) return findAtRoute53(subject, ports);
  const { domainConnect, resolver } = ports;
  if (domainConnect === undefined) return undefined;
  const { service, directory } = domainConnect;
  const likely = registrableDomain(subject.identity) ?? subject.identity;
  const [likelyProvider, check] = await Promise.all([
    directory.find(likely),
    inSession(resolver, (session) => checkPublication({ ...subject, service }, session)),
  ]);
  const zone = check.state === "offered" ? check.zone : likely;
  const provider = zone === likely ? likelyProvider : await directory.find(zone);
  return provider === undefined ? undefined : { way: "domain-connect", provider, service, check };
}

/** The zone may have moved since its name servers were observed. */
async function findAtRoute53(
  subject: SurveySubject,
  { resolver, dmarcReports }: SurveyPorts,
): Promise<FoundPublication> {
  const check = await inSession(resolver, (session) =>
    checkRecordSets({ ...subject, dmarcReports }, session),
  );
  const hasMoved = check.state === "offered" && !isRoute53(check.nameServers);
  return hasMoved ? undefined : { way: "route-53", check };
}

/** Determines for the page what can be published. A zone without a provider is queried at most once a day. */
export async function surveyPublication(
  subject: SurveySubject,
  ports: SurveyPorts,
  { before, now }: { readonly before: PublicationState | undefined; readonly now: number },
): Promise<PublicationState> {
  const { resolver, domainConnect } = ports;
  const isKnown = before !== undefined && before.way === undefined && now < before.discoveredAt + KEPT_MS;
  if (isRoute53(subject.nameServers) || domainConnect === undefined || !isKnown) {
    const found = stateOf(await findPublication(subject, ports));
    const discoveredAt = found.way !== undefined && before?.way === found.way ? before.discoveredAt : now;
    return { at: now, discoveredAt, ...found };
  }
  if (before.provider === undefined) return before;
  const { service } = domainConnect;
  const check = await inSession(resolver, (session) => checkPublication({ ...subject, service }, session));
  return { at: now, discoveredAt: before.discoveredAt, provider: before.provider, ...outcomeOf(check) };
}

/** Returns the part of a publication that the page shows. */
export function stateOf(found: FoundPublication): Omit<PublicationState, "at" | "discoveredAt"> {
  if (found === undefined) return { isOffered: false };
  return found.way === "route-53"
    ? { way: "route-53", provider: ROUTE_53, ...outcomeOf(found.check) }
    : { provider: found.provider.name, ...outcomeOf(found.check) };
}

async function inSession<Result>(
  resolver: DnsResolver,
  work: (session: DnsSession) => Promise<Result>,
): Promise<Result> {
  const session = resolver.open();
  try {
    return await work(session);
  } finally {
    session.end();
  }
}

function outcomeOf(
  check: PublicationCheck | RecordSetsCheck,
): Pick<PublicationState, "isOffered" | "hasDmarc" | "because" | "name"> {
  if (check.state === "refused") {
    return { isOffered: false, because: check.because, ...("name" in check ? { name: check.name } : {}) };
  }
  const hasDmarc = "groups" in check ? check.groups.includes("dmarc") : check.optional !== undefined;
  return { isOffered: true, hasDmarc };
}
