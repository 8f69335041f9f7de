import type { DnsAnswer, RecordType } from "#core/dns/sighting";
import { isAtOrBelow, isBelow } from "#core/domain-name";
import type { Reply } from "./message.ts";
import type { Resource } from "./resource.ts";

/** A name server's hint at where a deeper zone is served. */
export interface Referral {
  readonly kind: "referral";
  readonly zone: string;
  readonly names: readonly string[];
  /** Addresses told along, for names the referring zone has authority over. */
  readonly glue: ReadonlyMap<string, readonly string[]>;
}

/** What a name server's reply means. */
export type Interpretation =
  /** `zone` is named by a negative answer's SOA, and may be deeper than the zone that was asked. */
  | { readonly kind: "answer"; readonly answer: DnsAnswer; readonly zone?: string }
  /** A CNAME chain that leaves what this server knows. */
  | { readonly kind: "alias"; readonly target: string }
  | Referral;

interface Asked {
  readonly name: string;
  readonly type: RecordType;
}

const NXDOMAIN = 3;

/** Reads a reply of a server of `zone` to a query without RD. */
export function interpretAuthoritative(
  reply: Reply,
  asked: Asked,
  zone: string,
  longestChain: number,
): Interpretation {
  const referral = referralIn(reply, asked.name, zone);
  if (referral !== undefined) return referral;
  if (!reply.authoritative) return unknown("lame");
  const end = followChain(reply, asked, longestChain);
  if (end === undefined) return unknown("malformed");
  if (end.records.length > 0) return { kind: "answer", answer: recordsOf(end.records, end.ttl) };
  const soa = soaAbove(reply, end.name);
  if (soa === undefined && end.aliased) return { kind: "alias", target: end.name };
  const answer = absence(reply, end.aliased, soa);
  return soa !== undefined && isAtOrBelow(asked.name, soa.name) && isAtOrBelow(soa.name, zone)
    ? { kind: "answer", answer, zone: soa.name }
    : { kind: "answer", answer };
}

/** Reads a resolver's reply to a query with RD. */
export function interpretRecursive(reply: Reply, asked: Asked, longestChain: number): DnsAnswer {
  if (!reply.recursionAvailable) return { kind: "unknown", reason: "lame" };
  const end = followChain(reply, asked, longestChain);
  if (end === undefined) return { kind: "unknown", reason: "malformed" };
  if (end.records.length > 0) return recordsOf(end.records, end.ttl);
  return absence(reply, end.aliased, soaAbove(reply, end.name));
}

/** The SOA of a negative answer, if the reply has one that is responsible for the name. */
export function soaAbove(reply: Reply, name: string): Resource | undefined {
  return reply.authorities.find(
    (record) => record.type === "SOA" && (record.name === "." || isAtOrBelow(name, record.name)),
  );
}

function referralIn(reply: Reply, name: string, zone: string): Referral | undefined {
  const { answers, authorities, additionals } = reply;
  if (reply.rcode !== 0 || answers.length > 0 || authorities.some(({ type }) => type === "SOA"))
    return undefined;
  const servers = authorities.filter(({ type }) => type === "NS");
  const cut = servers[0]?.name;
  // Only downwards and only towards the name: anything else is how lame servers answer (RFC 2181 §5.4.1).
  if (cut === undefined || !isBelow(cut, zone) || !isAtOrBelow(name, cut)) return undefined;
  const names = [...new Set(servers.filter((record) => record.name === cut).map(({ value }) => value))];
  const glue = new Map<string, string[]>();
  for (const { name: owner, type, value } of additionals) {
    // Addresses of names outside the referring zone could be anyone's claim.
    if ((type !== "A" && type !== "AAAA") || !names.includes(owner) || !isAtOrBelow(owner, zone)) continue;
    glue.set(owner, [...(glue.get(owner) ?? []), value]);
  }
  return { kind: "referral", zone: cut, names, glue };
}

/** Follows the CNAMEs inside one reply to the name at their end; undefined when they loop or are too many. */
function followChain(reply: Reply, { name, type }: Asked, longest: number) {
  let owner = name;
  let ttl = Number.POSITIVE_INFINITY;
  for (let links = 0; links <= longest; links += 1) {
    const here = reply.answers.filter((record) => record.name === owner);
    const records = here.filter((record) => record.type === type);
    const alias = here.find((record) => record.type === "CNAME");
    if (records.length > 0 || alias === undefined) return { name: owner, records, ttl, aliased: links > 0 };
    ttl = Math.min(ttl, alias.ttl);
    owner = alias.value;
  }
  return undefined;
}

function recordsOf(records: readonly Resource[], chainTtl: number): DnsAnswer {
  const values = [...new Set(records.map(({ value }) => value))].sort();
  return { kind: "records", values, ttl: Math.min(chainTtl, ...records.map(({ ttl }) => ttl)) };
}

function absence(reply: Reply, aliased: boolean, soa: Resource | undefined): DnsAnswer {
  // RFC 6604 §3: after a CNAME the code speaks of the name at the end, and the name asked for does exist.
  const nxdomain = reply.rcode === NXDOMAIN && !aliased;
  // RFC 2308 §5: an absence without an SOA is not kept by resolvers.
  return { kind: "absent", nxdomain, negativeTtl: soa?.negativeTtl ?? 0 };
}

function unknown(reason: "lame" | "malformed"): Interpretation {
  return { kind: "answer", answer: { kind: "unknown", reason } };
}
