import { isNearlyDmarc } from "#core/dns/dmarc-record";
import { canonicalName } from "#core/dns/name";
import type { DnsAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import { appliedPolicy, type DmarcRules, statedPolicy } from "./dmarc-policy.ts";
import { type DmarcPolicy, type DmarcRecord, parseDmarc } from "./parse-dmarc.ts";
import { organizationalDomain, walkedDomains } from "./tree-walk.ts";

/** Asks for the TXT records of a name. */
export type DmarcAsk = (name: string, type: "TXT") => Promise<DnsAnswer>;

/** The DMARC policy that receivers find under one RFC. */
export interface DmarcView {
  /**
   * "void": there are records, but none applies. "absent": no name has a record. "unknown": DNS did not
   * answer.
   */
  readonly state: "found" | "absent" | "void" | "unknown";
  readonly organizationalDomain: string;
  /** The domain at whose "_dmarc" label the record was found. */
  readonly at?: string;
  readonly record?: DmarcRecord;
  /** The policy that the record publishes for the domain. */
  readonly policy?: DmarcPolicy;
  /** The policy that takes effect; in test mode it is lower. */
  readonly applied?: DmarcPolicy;
  readonly because?: "two-records" | "no-policy";
}

/** The DMARC policies that receivers find under RFC 7489 and RFC 9989. */
export interface DmarcDiscovery {
  readonly rfc7489: DmarcView;
  readonly rfc9989: DmarcView;
  /** True if both RFCs lead to the same policy. */
  readonly agree: boolean;
  /** Domains with several DMARC records, none of which applies. */
  readonly several: readonly { readonly at: string; readonly texts: readonly string[] }[];
  /** Domains with texts that were meant as DMARC records, although receivers ignore them. */
  readonly unreadable: readonly string[];
}

/** The domain whose policy is discovered. */
export interface DmarcQuestion {
  readonly domain: string;
  readonly ask: DmarcAsk;
  /** Whether the domain exists; "np" applies to domains that do not. */
  readonly exists?: boolean;
}

interface RecordsAtName {
  readonly records: readonly DmarcRecord[];
  readonly isUnreadable: boolean;
  readonly isKnown: boolean;
}

type RecordsByDomain = ReadonlyMap<string, RecordsAtName>;

/**
 * Finds the DMARC policy of a domain under RFC 7489 §6.6.3 and RFC 9989 §4.10, with all questions in
 * parallel.
 */
export async function discoverDmarc({ domain, ask, exists = true }: DmarcQuestion): Promise<DmarcDiscovery> {
  const name = canonicalName(domain);
  const own = registrableDomain(name) ?? name;
  const names = [...new Set([...walkedDomains(name), own])];
  const found: RecordsByDomain = new Map(
    await Promise.all(names.map(async (at) => [at, readRecords(await ask(`_dmarc.${at}`, "TXT"))] as const)),
  );
  const rfc7489 = viewByList(name, own, found, exists);
  const rfc9989 = viewByWalk(name, own, found, exists);
  const several = [...found].filter(([, { records }]) => records.length > 1);
  return {
    rfc7489,
    rfc9989,
    agree: isSame(rfc7489, rfc9989),
    several: several.map(([at, { records }]) => ({ at, texts: records.map(({ text }) => text) })),
    unreadable: [...found].filter(([, { isUnreadable }]) => isUnreadable).map(([at]) => at),
  };
}

const UNASKED: RecordsAtName = { records: [], isUnreadable: false, isKnown: false };

function readRecords(answer: DnsAnswer): RecordsAtName {
  const values = answer.kind === "records" ? answer.values : [];
  return {
    records: values.flatMap((value) => parseDmarc(value) ?? []),
    isUnreadable: values.some(isNearlyDmarc),
    isKnown: answer.kind !== "unknown",
  };
}

/**
 * RFC 7489 §6.6.3: the record of the domain, or else of its organizational domain by the public suffix list.
 * Two records at one name end the search.
 */
function viewByList(domain: string, own: string, found: RecordsByDomain, exists: boolean): DmarcView {
  for (const at of [...new Set([domain, own])]) {
    const here = found.get(at);
    if (here?.isKnown !== true) return { state: "unknown", organizationalDomain: own };
    const [record, second] = here.records;
    if (second !== undefined) return { state: "void", organizationalDomain: own, at, because: "two-records" };
    if (record !== undefined) return viewOf(record, at, { domain, exists, own }, "rfc7489");
  }
  return { state: "absent", organizationalDomain: own };
}

/**
 * RFC 9989 §4.10: the record of the domain, or else the result of the tree walk. Two records at one name
 * count as none.
 */
function viewByWalk(domain: string, registrable: string, found: RecordsByDomain, exists: boolean): DmarcView {
  const walked = walkUntilSuffix(walkedDomains(domain).map((at) => ({ at, ...(found.get(at) ?? UNASKED) })));
  const single = walked.flatMap(({ at, records }) => {
    const [record] = records;
    return record !== undefined && records.length === 1 ? [{ at, record }] : [];
  });
  const { own, suffix } = organizationalDomain(domain, single);
  const chosen = [domain, own, suffix].flatMap((place) => single.find(({ at }) => at === place) ?? [])[0];
  const unanswered = walked.filter(({ isKnown }) => !isKnown);
  // The record of a public suffix applies only if no name below it has one.
  const matters =
    chosen === undefined ? unanswered : unanswered.filter(({ at }) => isAtOrBelow(at, registrable));
  if (chosen?.at !== domain && matters.length > 0) return { state: "unknown", organizationalDomain: own };
  if (chosen !== undefined) return viewOf(chosen.record, chosen.at, { domain, exists, own }, "rfc9989");
  return walked.some(({ records }) => records.length > 1)
    ? { state: "void", organizationalDomain: own, because: "two-records" }
    : { state: "absent", organizationalDomain: own };
}

/** A record with "psd=y" or "psd=n" ends the walk (RFC 9989 §4.10). */
function walkUntilSuffix<Step extends RecordsAtName>(walked: readonly Step[]): readonly Step[] {
  const end = walked.findIndex(
    ({ records: [record, second] }) => second === undefined && (record?.psd ?? "u") !== "u",
  );
  return end < 0 ? walked : walked.slice(0, end + 1);
}

function viewOf(
  record: DmarcRecord,
  at: string,
  { domain, exists, own }: { readonly domain: string; readonly exists: boolean; readonly own: string },
  rules: DmarcRules,
): DmarcView {
  const relation = at === domain ? "itself" : exists ? "subdomain" : "nonexistent";
  const policy = statedPolicy(record, relation, rules);
  const found = { organizationalDomain: own, at, record };
  if (policy === undefined) return { ...found, state: "void", because: "no-policy" };
  return { ...found, state: "found", policy, applied: appliedPolicy(policy, record, rules) };
}

function isSame(one: DmarcView, other: DmarcView): boolean {
  return one.state === other.state && one.applied === other.applied;
}
