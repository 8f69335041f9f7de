import type { Answer, RecordType, SoaAnswer } from "dns-packet";
import pLimit from "p-limit";
import { signingZoneOf } from "#core/records/signing-zone";
import { RCODE } from "../dns/answer.ts";
import { askDns, type DnsResponse, NoDnsAnswerError } from "../dns/ask-dns.ts";
import { canonicalName } from "../dns/name.ts";
import { feedbackHost } from "./amazonses-zone.ts";
import type { Dkim, SoaRecord } from "./identity.ts";
import type { CheckResult, ErrorType } from "./watch.ts";

/** Checks DNS records as SES does, through a recursive resolver. */
export interface DnsChecker {
  dkim(domain: string, dkim: Dkim): Promise<CheckResult>;
  mailFrom(domain: string): Promise<CheckResult>;
  soa(domain: string): Promise<SoaRecord | undefined>;
  /** Counts the DNS queries that were sent. */
  queries(): number;
}

/** Sends one query; returns nothing if no server answered in time. */
type Ask = (name: string, type: RecordType) => Promise<DnsResponse | undefined>;

const TIMEOUT_MS = 5000;
const RIGHT: CheckResult = { kind: "right" };

function wrong(errorType: ErrorType): CheckResult {
  return { kind: "wrong", errorType };
}

/** Only NXDOMAIN and an empty NOERROR prove that a record is absent; any other failure proves nothing. */
function nothingFound(response: DnsResponse | undefined): CheckResult {
  if (response?.rcode === RCODE.NXDOMAIN) return wrong("HOST_NOT_FOUND");
  if (response?.rcode === RCODE.NOERROR) return wrong("TYPE_NOT_FOUND");
  return { kind: "unknown", errorType: "DNS_SERVER_ERROR" };
}

/** Returns a wrong result if there is one, else an unknown one, else a right one. */
function worst(results: readonly CheckResult[]): CheckResult {
  const kinds = ["wrong", "unknown"];
  return kinds.flatMap((kind) => results.find((result) => result.kind === kind) ?? [])[0] ?? RIGHT;
}

/** Reads the `p=` tag of a DKIM key record (RFC 6376 §3.6.1) and ignores its other tags. */
function publicKeyIn(record: Answer): string | undefined {
  if (record.type !== "TXT") return undefined;
  const tags = [record.data].flat().map(String).join("").split(";");
  const key = tags.map((tag) => /^\s*p\s*=(.*)$/s.exec(tag)?.[1]).find((value) => value !== undefined);
  return key?.replaceAll(/\s/g, "");
}

async function checkKey(ask: Ask, name: string, publicKey: string): Promise<CheckResult> {
  const response = await ask(name, "TXT");
  const keys = (response?.answers ?? []).flatMap((record) => publicKeyIn(record) ?? []);
  if (keys.includes(publicKey)) return RIGHT;
  return keys.length > 0 ? wrong("INVALID_VALUE") : nothingFound(response);
}

/** Checks the CNAME record of one DKIM token at `name`, and the key that it leads to. */
async function checkToken(
  ask: Ask,
  name: string,
  { target, publicKey }: { target: string; publicKey: string },
): Promise<CheckResult> {
  const response = await ask(name, "CNAME");
  const [alias] = (response?.answers ?? []).flatMap((record) => (record.type === "CNAME" ? [record] : []));
  if (alias !== undefined) {
    const isRight = canonicalName(alias.data) === target;
    return isRight ? checkKey(ask, name, publicKey) : wrong("INVALID_VALUE");
  }
  const nothing = nothingFound(response);
  if (nothing.kind !== "wrong" || nothing.errorType !== "TYPE_NOT_FOUND") return nothing;
  // Some DNS hosts answer with the key itself instead of the CNAME ("flattening"); signatures can be verified
  // with it, too.
  const flattened = await checkKey(ask, name, publicKey);
  return flattened.kind === "wrong" ? nothing : flattened;
}

async function checkMailFrom(ask: Ask, domain: string, region: string): Promise<CheckResult> {
  const response = await ask(domain, "MX");
  const records = (response?.answers ?? []).flatMap((record) => (record.type === "MX" ? [record] : []));
  const [first] = records;
  if (first === undefined) return nothingFound(response);
  // More than one MX record fails the set-up: https://docs.aws.amazon.com/ses/latest/dg/mail-from.html
  const isRight = records.length === 1 && canonicalName(first.data.exchange) === feedbackHost(region);
  return isRight ? RIGHT : wrong("INVALID_VALUE");
}

async function readSoa(ask: Ask, domain: string): Promise<SoaRecord | undefined> {
  const response = await ask(domain, "SOA");
  const found = [...(response?.answers ?? []), ...(response?.authorities ?? [])].find(
    (record): record is SoaAnswer => record.type === "SOA",
  );
  if (found === undefined) return undefined;
  const { mname, rname, serial = 0 } = found.data;
  return { PrimaryNameServer: mname, AdminEmail: rname, SerialNumber: serial };
}

/** SES checks many identities at the same time; more queries at once would overflow a server's socket. */
const QUERIES_AT_ONCE = 50;

/** Makes a checker that sends its queries to `resolver`. */
export function createDnsChecker(resolver: { host: string; port: number }, region: string): DnsChecker {
  let queries = 0;
  const inTurn = pLimit(QUERIES_AT_ONCE);

  const ask: Ask = async (name, type) => {
    queries += 1;
    const query = { ...resolver, name, type, recursionDesired: true, timeoutMs: TIMEOUT_MS };
    try {
      return await inTurn(askDns, query);
    } catch (error) {
      if (error instanceof NoDnsAnswerError) return undefined;
      throw error;
    }
  };

  return {
    queries: () => queries,
    async dkim(domain, { tokens, publicKey }) {
      const checks = tokens.map((token) =>
        checkToken(ask, `${token}._domainkey.${domain}`, {
          target: `${token}.${signingZoneOf(region)}`,
          publicKey,
        }),
      );
      return worst(await Promise.all(checks));
    },
    mailFrom: (domain) => checkMailFrom(ask, domain, region),
    soa: (domain) => readSoa(ask, domain),
  };
}
