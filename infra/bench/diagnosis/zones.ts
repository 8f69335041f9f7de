import { answerFrom, bareReply, RCODE } from "../../local/dns/answer.ts";
import { type DnsListener, listenForDns, type Responder } from "../../local/dns/listener.ts";
import { readQuery, writeReply } from "../../local/dns/message.ts";
import { canonicalName, selfAndAncestors } from "../../local/dns/name.ts";
import type { Zone } from "../../local/dns/zone.ts";
import { parseZoneFile } from "../../local/dns/zone-file.ts";

/** The DKIM tokens of every domain of the bench. */
export const TOKENS = ["t1", "t2", "t3"] as const;

/** The Region of every domain of the bench. */
export const REGION = "eu-west-1";

/** Each query has its own id, in the first bytes of query and answer (RFC 1035 §4.1.1). */
const ID_BYTES = 2;

const HEAD =
  "$TTL 3600\n@ SOA ns1 hostmaster 1 7200 900 1209600 300\n@ NS ns1\n@ NS ns2\nns1 A 127.0.0.1\nns2 A 127.0.0.1\n";

const RIGHT = `${TOKENS.map((token) => `${token}._domainkey CNAME ${token}.dkim.amazonses.com.\n`).join("")}@ MX 10 mail
mail A 192.0.2.25
@ TXT "v=spf1 mx -all"
_dmarc TXT "v=DMARC1; p=none"
email MX 10 feedback-smtp.${REGION}.amazonses.com.
email TXT "v=spf1 include:amazonses.com ~all"
`;

const AMAZON = '@ TXT "v=spf1 ip4:199.255.192.0/22 ip4:199.127.232.0/22 ip4:54.240.0.0/18 -all"\n';

/** Returns the name of a domain; all its records are right. */
export function domainName(index: number): string {
  return `d${index}.example`;
}

/** Makes the zones of the domains, and Amazon's zone, which their SPF records include. */
export function zonesOf(domains: number): ReadonlyMap<string, Zone> {
  const names = Array.from({ length: domains }, (_, index) => domainName(index));
  const texts: [string, string][] = [
    ...names.map((name): [string, string] => [name, RIGHT]),
    ["amazonses.com", AMAZON],
    // DMARC is also queried at the name above (RFC 7489 §6.6.3), which exists like a public suffix.
    ["example", ""],
  ];
  return new Map(texts.map(([name, records]) => [name, parseZoneFile(HEAD + records, name).zone]));
}

/**
 * Serves zones from memory; a resolver is a server that offers recursion and has everything in its cache.
 * Repeated questions are answered with the same bytes, so that the contenders are measured and not the
 * server.
 */
export function serve(
  zones: ReadonlyMap<string, Zone>,
  options: { readonly resolver: boolean; readonly before: () => Promise<void> | undefined },
): Promise<DnsListener> {
  const find = (name: string): Zone | undefined => {
    const zone = selfAndAncestors(canonicalName(name)).find((candidate) => zones.has(candidate));
    return zone === undefined ? undefined : zones.get(zone);
  };
  const answer = (message: Buffer, tcp: boolean): Buffer | undefined => {
    const received = readQuery(message);
    if (received.kind !== "query") return received.kind === "reject" ? received.response : undefined;
    const { query } = received;
    const isRefused = options.resolver && !query.recursionDesired;
    const reply = isRefused ? bareReply(RCODE.REFUSED) : answerFrom(find, query.question);
    return writeReply(query, reply, { tcp, recursive: options.resolver });
  };
  const answered = new Map<string, Buffer | undefined>();
  const answerAgain = (message: Buffer, tcp: boolean): Buffer | undefined => {
    const key = `${tcp} ${message.toString("latin1", ID_BYTES)}`;
    if (!answered.has(key)) answered.set(key, answer(message, tcp));
    const known = answered.get(key);
    return known && Buffer.concat([message.subarray(0, ID_BYTES), known.subarray(ID_BYTES)]);
  };
  const respond: Responder = (message, { tcp }) =>
    options.before()?.then(() => answerAgain(message, tcp)) ?? answerAgain(message, tcp);
  return listenForDns("127.0.0.1", 0, respond);
}
