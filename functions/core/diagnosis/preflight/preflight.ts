import { answerIn, askThrough } from "#core/dns/ask-through";
import type { DnsSession, Observation, Question } from "#core/dns/observation";
import { receivesMail } from "#core/dns/receives-mail";
import { isSpf } from "#core/dns/spf-record";
import { registrableDomain } from "#core/names/registrable-domain";
import { type DmarcDiscovery, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { boundedSnapshot, type Snapshot } from "#core/records/snapshot";
import { isNameOfPlatform } from "../model/platform-zone.ts";
import { candidateNames, findFreeName, judgeNames, type NameSearch } from "./free-name.ts";
import type { Use } from "./name-use.ts";
import { type FoundProvider, findProviderTraces, foundProviders, ownTraces, valuesAt } from "./traces.ts";

/** The identity to set up, and the MAIL FROM domain that the ticket requests. */
export interface PreflightSubject {
  readonly identity: string;
  /** The requested MAIL FROM domain; absent if one is to be proposed. */
  readonly mailFrom?: string;
  readonly fromDomains: readonly string[];
  /** Names that must not be proposed, because other owners hold them. */
  readonly excluded: readonly string[];
  readonly region: string;
}

/** The requested or proposed MAIL FROM domain. */
export type MailFromChoice =
  | { readonly state: "free" | "unknown"; readonly name: string }
  | {
      readonly state: "taken";
      readonly name: string;
      readonly because: Use;
      readonly seen: readonly string[];
      /** A free name that is proposed instead. */
      readonly suggestion?: string;
    }
  /** None was requested, and no free name was found. */
  | { readonly state: "none" };

/** The DNS of a domain before its records are issued. */
export interface Preflight {
  readonly zoneExists: Observation["zoneExists"];
  /** The platform's zone, if the domain is only a name in it: then the customer can add no records. */
  readonly platformZone?: string;
  readonly mailFrom: MailFromChoice;
  readonly dmarc?: DmarcDiscovery;
  readonly providers: readonly FoundProvider[];
  /** Whether the from domains accept mail. */
  readonly receivesMail: readonly { readonly domain: string; readonly state: "yes" | "no" | "unknown" }[];
  /** Absent if DNS did not answer. */
  readonly snapshot?: Snapshot;
}

/** The number of from domains that are checked; more are not needed, because the result is only advice. */
const MOST_FROM_DOMAINS = 5;

/**
 * Checks a domain before its records are issued. The session limits the time; an unknown result never blocks
 * the request.
 */
export async function preflight(
  subject: PreflightSubject,
  session: DnsSession,
  now: number,
): Promise<Preflight> {
  const { identity, fromDomains } = subject;
  const own = registrableDomain(identity) ?? identity;
  const [mx, txt] = await session.ask([probe(own, "MX"), probe(own, "TXT")]);
  const zoneExists = mx?.zoneExists ?? "unknown";
  if (zoneExists === "no") {
    return { zoneExists, mailFrom: { state: "none" }, providers: [], receivesMail: [] };
  }
  const platformZone = mx?.zone;
  if (platformZone !== undefined && isNameOfPlatform(identity, platformZone) && isKnown(mx)) {
    return { zoneExists, platformZone, mailFrom: { state: "none" }, providers: [], receivesMail: [] };
  }
  const ask = askThrough(session, own);
  const [mailFrom, dmarc, traces, exchanges] = await Promise.all([
    chooseMailFrom(subject, session),
    discoverDmarc({ domain: identity, ask }),
    findProviderTraces(identity, session),
    session.ask([...new Set(fromDomains)].slice(0, MOST_FROM_DOMAINS).map((domain) => probe(domain, "MX"))),
  ]);
  const providers = foundProviders([...ownTraces(own, valuesAt(mx), valuesAt(txt)), ...traces]);
  const receiving = exchanges.map((observation) => ({
    domain: observation.name,
    state: receivesMail(answerIn(observation)),
  }));
  const found = { mx, txt, dmarc, providers, receiving };
  return {
    zoneExists,
    mailFrom,
    dmarc,
    providers,
    receivesMail: receiving,
    ...(isKnown(mx) && isKnown(txt) ? { snapshot: snapshotOf(found, now) } : {}),
  };
}

/** Returns the part of a domain's DNS that is stored, for comparison with later answers. */
function snapshotOf(
  {
    mx,
    txt,
    dmarc,
    providers,
    receiving,
  }: {
    readonly mx: Observation | undefined;
    readonly txt: Observation | undefined;
    readonly dmarc: DmarcDiscovery;
    readonly providers: readonly FoundProvider[];
    readonly receiving: Preflight["receivesMail"];
  },
  now: number,
): Snapshot {
  const record = (dmarc.rfc9989.record ?? dmarc.rfc7489.record)?.text;
  return boundedSnapshot({
    at: now,
    mx: [...valuesAt(mx)],
    spf: valuesAt(txt).filter(isSpf),
    nameServers: [...(mx?.nameServers ?? [])],
    ...(record === undefined ? {} : { dmarc: record }),
    providers: providers.map(({ name }) => name),
    senders: providers.flatMap(({ name: provider, kind, seenAt }) =>
      kind === "sender" ? seenAt.map((at) => ({ provider, ...at })) : [],
    ),
    receiveNoMail: receiving.filter(({ state }) => state === "no").map(({ domain }) => domain),
  });
}

async function chooseMailFrom(subject: PreflightSubject, session: DnsSession): Promise<MailFromChoice> {
  const { identity, region, fromDomains, excluded, mailFrom } = subject;
  const search: NameSearch = { identity, region, excluded: [...fromDomains, ...excluded] };
  if (mailFrom === undefined) return (await findFreeName(search, session)) ?? { state: "none" };
  const [use] = await judgeNames([mailFrom], search, session);
  if (use?.state !== "taken") return { state: use?.state ?? "unknown", name: mailFrom };
  const found = await findFreeName({ ...search, excluded: [...search.excluded, mailFrom] }, session);
  return { ...use, name: mailFrom, ...(found?.state === "free" ? { suggestion: found.name } : {}) };
}

/** Chooses a MAIL FROM domain when DNS did not answer. */
export function chooseWithoutDns({
  identity,
  mailFrom,
  fromDomains,
  excluded,
}: PreflightSubject): MailFromChoice {
  const candidates = candidateNames({ identity, excluded: [...fromDomains, ...excluded] });
  const name = mailFrom ?? candidates[0];
  return name === undefined ? { state: "none" } : { state: "unknown", name };
}

function isKnown(observation: Observation | undefined): boolean {
  return observation !== undefined && answerIn(observation).kind !== "unknown";
}

function probe(name: string, type: "MX" | "TXT"): Question {
  return { name, type, through: "one-server" };
}
