import type { DnsAnswer, RecordType, ZoneAuthority } from "#core/dns/observation";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import type { Reply } from "./message.ts";
import type { Resource } from "./resource.ts";

/** A name server's referral to the servers of a deeper zone. */
export interface Referral {
  readonly kind: "referral";
  readonly zone: string;
  readonly names: readonly string[];
  /** The addresses in the referral that belong to names at or below the referring zone. */
  readonly glue: ReadonlyMap<string, readonly string[]>;
}

/** The SOA record of a reply; its zone may be deeper than the zone that was asked. */
interface SoaOfZone extends ZoneAuthority {
  readonly zone: string;
}

/** An answer, a denial, or no usable answer. */
export interface Answered {
  readonly kind: "answer";
  readonly answer: DnsAnswer;
  readonly aliases: readonly string[];
  readonly soa?: SoaOfZone;
}

/** The meaning of a name server's reply; `aliases` are the targets of the CNAMEs in it. */
export type Interpretation =
  | Answered
  /** A CNAME chain that leaves the zones of this server, so the target must be asked elsewhere. */
  | { readonly kind: "alias"; readonly target: string; readonly aliases: readonly string[] }
  | Referral;

/** A question that was sent to a server. */
export interface Asked {
  readonly name: string;
  readonly type: RecordType;
}

const NXDOMAIN = 3;
const ROOT = ".";

/** Interprets a reply from a server of `zone` to a query without RD. */
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
  const { aliases } = end;
  if (end.isLoop) return circular(end);
  const zoneSoa = soaIn(reply, asked.name, zone);
  const found = { kind: "answer", aliases, ...(zoneSoa && { soa: zoneSoa }) } as const;
  if (end.records.length > 0) return { ...found, answer: recordsOf(end.records, end.ttl) };
  const soa = soaAbove(reply, end.name);
  if (soa === undefined && aliases.length > 0) return { kind: "alias", target: end.name, aliases };
  return { ...found, answer: absence(reply, aliases.length > 0, soa) };
}

/** Interprets a resolver's reply to a query with RD. */
export function interpretRecursive(reply: Reply, asked: Asked, longestChain: number): Answered {
  if (!reply.recursionAvailable) return unknown("lame");
  const end = followChain(reply, asked, longestChain);
  if (end === undefined) return unknown("malformed");
  const { aliases } = end;
  if (end.isLoop) return circular(end);
  if (end.records.length > 0) return { kind: "answer", answer: recordsOf(end.records, end.ttl), aliases };
  const answer = absence(reply, aliases.length > 0, soaAbove(reply, end.name));
  const zoneSoa = soaIn(reply, asked.name, ROOT);
  return { kind: "answer", answer, aliases, ...(zoneSoa && { soa: zoneSoa }) };
}

/** Returns the SOA of a negative answer if it belongs to a zone at or above the name. */
function soaAbove(reply: Reply, name: string): Resource | undefined {
  return reply.authorities.find(
    (record) => record.type === "SOA" && (record.name === ROOT || isAtOrBelow(name, record.name)),
  );
}

function referralIn(reply: Reply, name: string, zone: string): Referral | undefined {
  const { answers, authorities, additionals } = reply;
  if (reply.rcode !== 0 || answers.length > 0 || authorities.some(({ type }) => type === "SOA"))
    return undefined;
  const servers = authorities.filter(({ type }) => type === "NS");
  const cut = servers[0]?.name;
  // A valid referral leads to a lower zone that contains the name; misconfigured servers send others.
  if (cut === undefined || !isUnder(cut, zone) || !isAtOrBelow(name, cut)) return undefined;
  const names = [...new Set(servers.filter((record) => record.name === cut).map(({ value }) => value))];
  const glue = new Map<string, string[]>();
  for (const { name: owner, type, value } of additionals) {
    // The referring zone has no authority over other names, so their addresses may be forged (RFC 2181
    // §5.4.1).
    if ((type !== "A" && type !== "AAAA") || !names.includes(owner) || !isUnderOrAt(owner, zone)) continue;
    glue.set(owner, [...(glue.get(owner) ?? []), value]);
  }
  return { kind: "referral", zone: cut, names, glue };
}

function isUnder(name: string, zone: string): boolean {
  return zone === ROOT ? name !== ROOT : isBelow(name, zone);
}

function isUnderOrAt(name: string, zone: string): boolean {
  return name === zone || isUnder(name, zone);
}

function soaIn({ answers, authorities }: Reply, name: string, zone: string): SoaOfZone | undefined {
  const isSoa = (record: Resource) =>
    record.type === "SOA" && isAtOrBelow(name, record.name) && isUnderOrAt(record.name, zone);
  const soa = answers.find(isSoa) ?? authorities.find(isSoa);
  return soa?.authority === undefined ? undefined : { zone: soa.name, ...soa.authority };
}

/** Follows the CNAMEs within one reply; `undefined` if there are too many. */
function followChain(reply: Reply, { name, type }: Asked, longest: number) {
  let owner = name;
  let ttl = Number.POSITIVE_INFINITY;
  const aliases: string[] = [];
  for (let links = 0; links <= longest; links += 1) {
    const records = reply.answers.filter((record) => record.type === type && record.name === owner);
    const alias = reply.answers.find((record) => record.type === "CNAME" && record.name === owner);
    const isLoop = aliases.indexOf(owner) < aliases.length - 1 || (links > 0 && owner === name);
    if (records.length > 0 || alias === undefined || isLoop) {
      return { name: owner, records, ttl, aliases, isLoop };
    }
    ttl = Math.min(ttl, alias.ttl);
    owner = alias.value;
    aliases.push(owner);
  }
  return undefined;
}

/** The answer for a CNAME that leads back to itself: no server can find a record there. */
function circular({ aliases, ttl }: { readonly aliases: readonly string[]; readonly ttl: number }): Answered {
  return { kind: "answer", answer: { kind: "absent", nxdomain: false, negativeTtl: ttl }, aliases };
}

function recordsOf(records: readonly Resource[], chainTtl: number): DnsAnswer {
  const [first, second] = records;
  if (first !== undefined && second === undefined) {
    return { kind: "records", values: [first.value], ttl: Math.min(chainTtl, first.ttl) };
  }
  const values = [...new Set(records.map(({ value }) => value))].sort();
  return { kind: "records", values, ttl: Math.min(chainTtl, ...records.map(({ ttl }) => ttl)) };
}

function absence(reply: Reply, aliased: boolean, soa: Resource | undefined): DnsAnswer {
  // RFC 6604 §3: after a CNAME, the response code describes the target, so the name in the question exists.
  const nxdomain = reply.rcode === NXDOMAIN && !aliased;
  // RFC 2308 §5: resolvers don't cache a negative answer without an SOA.
  return { kind: "absent", nxdomain, negativeTtl: soa?.negativeTtl ?? 0 };
}

function unknown(reason: "lame" | "malformed"): Answered {
  return { kind: "answer", answer: { kind: "unknown", reason }, aliases: [] };
}
