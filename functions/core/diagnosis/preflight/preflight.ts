import { answerIn, askThrough } from "#core/dns/ask-through";
import type { DnsSession, Observation, Question } from "#core/dns/observation";
import { receivesMail } from "#core/dns/receives-mail";
import { isSpf } from "#core/dns/spf-record";
import { registrableDomain } from "#core/names/registrable-domain";
import { type DmarcDiscovery, discoverDmarc } from "#core/policies/dmarc/discover-dmarc";
import { boundedSnapshot, type Snapshot } from "#core/records/snapshot";
import { findFreeName, judgeNames, type NameSearch } from "./free-name.ts";
import type { Use } from "./name-use.ts";
import { type FoundProvider, findProviderTraces, foundProviders, ownTraces, valuesAt } from "./traces.ts";

/** What is to be set up. */
export interface PreflightSubject {
  readonly identity: string;
  /** Absent when one is to be proposed. */
  readonly mailFrom?: string;
  readonly fromDomains: readonly string[];
  /** Names not to propose: others hold them. */
  readonly excluded: readonly string[];
  readonly region: string;
}

/** The MAIL FROM domain that was asked for, or is proposed. */
export type MailFromChoice =
  | { readonly state: "free" | "unknown"; readonly name: string }
  | {
      readonly state: "taken";
      readonly name: string;
      readonly because: Use;
      readonly seen: readonly string[];
      /** A free name instead. */
      readonly suggestion?: string;
    }
  /** None was asked for, and none could be proposed. */
  | { readonly state: "none" };

/** What stands in a domain before its records are issued. */
export interface Preflight {
  readonly zoneExists: Observation["zoneExists"];
  readonly mailFrom: MailFromChoice;
  readonly dmarc?: DmarcDiscovery;
  readonly providers: readonly FoundProvider[];
  /** Whether the from domains take mail. */
  readonly receivesMail: readonly { readonly domain: string; readonly state: "yes" | "no" | "unknown" }[];
  /** Absent when nobody told what there was. */
  readonly snapshot?: Snapshot;
}

/** Further from domains are not looked at: it would only be for advice. */
const MOST_FROM_DOMAINS = 5;

/** Looks at a domain before its records are issued; the session bounds its time, and what is not known blocks nothing. */
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
  const ask = askThrough(session, own);
  const [mailFrom, dmarc, traces, exchanges] = await Promise.all([
    chooseMailFrom(subject, session),
    discoverDmarc({ domain: identity, ask }),
    findProviderTraces(identity, session),
    session.ask([...new Set(fromDomains)].slice(0, MOST_FROM_DOMAINS).map((domain) => probe(domain, "MX"))),
  ]);
  const providers = foundProviders([...ownTraces(own, valuesAt(mx), valuesAt(txt)), ...traces]);
  const receiving = exchanges.map((sighting) => ({
    domain: sighting.name,
    state: receivesMail(answerIn(sighting)),
  }));
  const told = isKnown(mx) && isKnown(txt);
  const record = (dmarc.rfc9989.record ?? dmarc.rfc7489.record)?.text;
  const snapshot = boundedSnapshot({
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
  return { zoneExists, mailFrom, dmarc, providers, receivesMail: receiving, ...(told ? { snapshot } : {}) };
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

function isKnown(sighting: Observation | undefined): boolean {
  return sighting !== undefined && answerIn(sighting).kind !== "unknown";
}

function probe(name: string, type: "MX" | "TXT"): Question {
  return { name, type, through: "one-server" };
}
