import type { Answer, RecordType, SoaAnswer } from "dns-packet";
import { signingZoneOf } from "#core/records/signing-zone";
import { RCODE } from "../dns/answer.ts";
import { askDns, type DnsResponse, NoDnsAnswerError } from "../dns/ask-dns.ts";
import { canonicalName } from "../dns/name.ts";
import { feedbackHost } from "./amazonses-zone.ts";
import type { Dkim, SoaRecord } from "./identity.ts";
import type { ErrorType, Sight } from "./watch.ts";

/** Looks at DNS as SES does, through a recursive resolver. */
export interface Looker {
  dkim(domain: string, dkim: Dkim): Promise<Sight>;
  mailFrom(domain: string): Promise<Sight>;
  soa(domain: string): Promise<SoaRecord | undefined>;
  /** Questions asked so far. */
  queries(): number;
}

const TIMEOUT_MS = 5000;
const RIGHT: Sight = { kind: "right" };

function wrong(errorType: ErrorType): Sight {
  return { kind: "wrong", errorType };
}

/** A failure to answer is no evidence, and has its own name; absence is told apart by the code. */
function nothingFound(response: DnsResponse | undefined): Sight {
  if (response?.rcode === RCODE.NXDOMAIN) return wrong("HOST_NOT_FOUND");
  if (response?.rcode === RCODE.NOERROR) return wrong("TYPE_NOT_FOUND");
  return { kind: "unknown", errorType: "DNS_SERVER_ERROR" };
}

/** The least favourable of several sights, absence before doubt. */
function worst(sights: readonly Sight[]): Sight {
  const kinds = ["wrong", "unknown"];
  return kinds.flatMap((kind) => sights.find((sight) => sight.kind === kind) ?? [])[0] ?? RIGHT;
}

/** The `p=` of a DKIM key record (RFC 6376 §3.6.1), whatever its other tags. */
function publicKeyIn(record: Answer): string | undefined {
  if (record.type !== "TXT") return undefined;
  const tags = [record.data].flat().map(String).join("").split(";");
  const key = tags.map((tag) => /^\s*p\s*=(.*)$/s.exec(tag)?.[1]).find((value) => value !== undefined);
  return key?.replaceAll(/\s/g, "");
}

/** Makes a looker that asks `resolver`. */
export function createLooker(resolver: { host: string; port: number }, region: string): Looker {
  let queries = 0;

  async function ask(name: string, type: RecordType): Promise<DnsResponse | undefined> {
    queries += 1;
    try {
      return await askDns({ ...resolver, name, type, recursionDesired: true, timeoutMs: TIMEOUT_MS });
    } catch (error) {
      if (error instanceof NoDnsAnswerError) return undefined;
      throw error;
    }
  }

  async function lookAtKey(name: string, publicKey: string): Promise<Sight> {
    const response = await ask(name, "TXT");
    const keys = (response?.answers ?? []).flatMap((record) => publicKeyIn(record) ?? []);
    if (keys.includes(publicKey)) return RIGHT;
    return keys.length > 0 ? wrong("INVALID_VALUE") : nothingFound(response);
  }

  async function lookAtToken(domain: string, token: string, publicKey: string): Promise<Sight> {
    const name = `${token}._domainkey.${domain}`;
    const response = await ask(name, "CNAME");
    const [alias] = (response?.answers ?? []).flatMap((record) => (record.type === "CNAME" ? [record] : []));
    const expected = `${token}.${signingZoneOf(region)}`;
    if (alias !== undefined) {
      const isRight = canonicalName(alias.data) === expected;
      return isRight ? lookAtKey(name, publicKey) : wrong("INVALID_VALUE");
    }
    const nothing = nothingFound(response);
    if (nothing.kind !== "wrong" || nothing.errorType !== "TYPE_NOT_FOUND") return nothing;
    // A DNS host may answer the key in the alias's place ("flattening"): mail verifies all the same
    const flattened = await lookAtKey(name, publicKey);
    return flattened.kind === "wrong" ? nothing : flattened;
  }

  return {
    queries: () => queries,
    async dkim(domain, { tokens, publicKey }) {
      return worst(await Promise.all(tokens.map((token) => lookAtToken(domain, token, publicKey))));
    },
    async mailFrom(domain) {
      const response = await ask(domain, "MX");
      const records = (response?.answers ?? []).flatMap((record) => (record.type === "MX" ? [record] : []));
      const [first] = records;
      if (first === undefined) return nothingFound(response);
      // More than one MX record fails the set-up: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
      const isRight = records.length === 1 && canonicalName(first.data.exchange) === feedbackHost(region);
      return isRight ? RIGHT : wrong("INVALID_VALUE");
    },
    async soa(domain) {
      const response = await ask(domain, "SOA");
      const found = [...(response?.answers ?? []), ...(response?.authorities ?? [])].find(
        (record): record is SoaAnswer => record.type === "SOA",
      );
      if (found === undefined) return undefined;
      const { mname, rname, serial = 0 } = found.data;
      return { PrimaryNameServer: mname, AdminEmail: rname, SerialNumber: serial };
    },
  };
}
