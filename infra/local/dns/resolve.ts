import type { Answer, RecordType, SoaAnswer } from "dns-packet";
import { RCODE } from "./answer.ts";
import { askDns, type DnsResponse, NoDnsAnswerError } from "./ask-dns.ts";
import { canonicalName, isAtOrBelow } from "./name.ts";
import type { Delegation, Known, ResolverCache } from "./resolver-cache.ts";

/** An answer with the CNAMEs that led to it. */
export interface Resolution {
  readonly aliases: readonly Answer[];
  readonly known: Known;
}

/** No server of the zone gave a usable answer. */
export class ResolutionError extends Error {
  override readonly name = "ResolutionError";
}

const LONGEST_CHAIN = 8;
const MOST_REFERRALS = 12;
/** The deepest nesting of queries for name server addresses. */
const DEEPEST_NESTING = 4;
/** The most queries that one question of a client may cause. */
const MOST_QUERIES = 60;

interface Hop {
  readonly zone: string;
  readonly addresses: readonly string[];
}

/** Returns the meaning of a response for the name in the question; `undefined` if the server is lame. */
function readResponse(
  response: DnsResponse,
  zone: string,
  name: string,
  type: string,
): Known | Delegation | "alias" | undefined {
  const own = response.answers.filter((record) => canonicalName(record.name) === name);
  const records = own.filter((record) => record.type === type);
  if (records.length > 0) return { kind: "records", records };
  if (own.some((record) => record.type === "CNAME")) return "alias";
  const soa = response.authorities.find((record): record is SoaAnswer => record.type === "SOA");
  if (response.rcode === RCODE.NXDOMAIN) return { kind: "absent", nxdomain: true, soa };
  if (response.rcode !== RCODE.NOERROR) return undefined;
  if (response.authoritative) return { kind: "absent", nxdomain: false, soa };
  return readReferral(response, zone, name);
}

/** Reads a referral; it must lead to a child zone that contains the name, because any other could cause a loop. */
function readReferral(response: DnsResponse, zone: string, name: string): Delegation | undefined {
  const servers = response.authorities.flatMap((record) => (record.type === "NS" ? [record] : []));
  const [first] = servers;
  if (first === undefined) return undefined;
  const child = canonicalName(first.name);
  if (child === zone || !isAtOrBelow(child, zone) || !isAtOrBelow(name, child)) return undefined;
  const glue = new Map<string, string[]>();
  for (const record of response.additionals) {
    const owner = canonicalName(record.name);
    // The addresses of names outside the referring zone may be forged: RFC 2181 §5.4.1.
    if (record.type === "A" && isAtOrBelow(owner, zone))
      glue.set(owner, [...(glue.get(owner) ?? []), record.data]);
  }
  const nameServers = servers.map((record) => canonicalName(record.data));
  return { zone: child, nameServers, glue, ttl: Math.min(...servers.map((record) => record.ttl ?? 0)) };
}

/** Makes a function that resolves names as a validating resolver does, with `authority` as the root server. */
export function createResolve(
  cache: ResolverCache,
  authority: { readonly host: string; readonly port: number },
  signatures: "checked" | "unchecked",
): (name: string, type: RecordType) => Promise<Resolution> {
  return async (asked, askedType) => {
    let queriesLeft = MOST_QUERIES;

    async function ask(host: string, name: string, type: RecordType): Promise<DnsResponse | undefined> {
      if (queriesLeft === 0) throw new ResolutionError("too many queries");
      queriesLeft -= 1;
      try {
        return await askDns({ host, port: authority.port, name, type, signatures });
      } catch (error) {
        if (error instanceof NoDnsAnswerError) return undefined;
        throw error;
      }
    }

    async function addressesOf({ nameServers, glue }: Delegation, depth: number): Promise<string[]> {
      const found: string[] = [];
      for (const server of nameServers) {
        const glued = glue.get(server);
        if (glued !== undefined) found.push(...glued);
        else if (depth < DEEPEST_NESTING) {
          const { known } = await chase(server, "A", depth + 1).catch(() => ({ known: undefined }));
          if (known?.kind === "records")
            found.push(...known.records.flatMap((record) => (record.type === "A" ? [record.data] : [])));
        }
      }
      return found;
    }

    async function descend(name: string, type: RecordType, depth: number): Promise<Known> {
      const start = cache.delegation(name);
      let hop: Hop =
        start === undefined
          ? { zone: ".", addresses: [authority.host] }
          : { zone: start.zone, addresses: await addressesOf(start, depth) };
      for (let referral = 0; referral < MOST_REFERRALS; referral++) {
        const meaning = await askHop(hop, name, type);
        if (!("zone" in meaning)) return meaning;
        cache.putDelegation(meaning);
        hop = { zone: meaning.zone, addresses: await addressesOf(meaning, depth) };
      }
      throw new ResolutionError("too many referrals");
    }

    /** Queries the servers of one zone in turn until one gives a usable answer. */
    async function askHop(
      { zone, addresses }: Hop,
      name: string,
      type: RecordType,
    ): Promise<Known | Delegation> {
      for (const address of addresses) {
        const response = await ask(address, name, type);
        const meaning = response && readResponse(response, zone, name, type);
        if (meaning === undefined) continue;
        if (meaning !== "alias" && "zone" in meaning) return meaning;
        const known: Known =
          meaning === "alias" ? { kind: "records", records: aliasesIn(response, name) } : meaning;
        cache.put(name, meaning === "alias" ? "CNAME" : type, known);
        return known;
      }
      throw new ResolutionError(`no server of ${zone} answers for ${name}`);
    }

    async function chase(asked: string, type: RecordType, depth: number): Promise<Resolution> {
      const aliases: Answer[] = [];
      let name = canonicalName(asked);
      for (let hop = 0; hop <= LONGEST_CHAIN; hop++) {
        const alias = cache.get(name, "CNAME");
        const cached = cache.get(name, type) ?? (alias?.kind === "records" ? alias : undefined);
        const known = cached ?? (await descend(name, type, depth));
        const [target] = known.kind === "records" ? known.records : [];
        if (target?.type !== "CNAME" || type === "CNAME") return { aliases, known };
        aliases.push(target);
        name = canonicalName(target.data);
      }
      throw new ResolutionError("the chain of aliases has no end");
    }

    return chase(asked, askedType, 0);
  };
}

function aliasesIn(response: DnsResponse | undefined, name: string): Answer[] {
  return (response?.answers ?? []).filter(
    (record) => record.type === "CNAME" && canonicalName(record.name) === name,
  );
}
