import { isSpf } from "#core/dns/spf-record";
import type { MacroString } from "./domain-spec.ts";
import { parseSpf } from "./parse-spf.ts";
import type { SpfAsk } from "./spf-result.ts";

/** Addresses from which a provider sends; SPF records are evaluated with them. */
export interface SpfSamples {
  readonly include: string;
  /** One address of each network in the provider's record. */
  readonly addresses: readonly string[];
  /** The networks as the record writes them: "ip4:192.0.2.0/24". */
  readonly networks: readonly string[];
  /** Is used instead of the provider's record if that cannot be read. */
  readonly standIn?: string;
}

/** Addresses for documentation (RFC 5737, RFC 3849): no real sender has them. */
const SAMPLE_ADDRESS = "v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all";
/** RFC 7208 §4.6.4 allows no more look-ups for a whole record. */
const MOST_RECORDS = 10;

/** Takes samples from a provider's current record and the records that it includes. */
export async function spfSamples(ask: SpfAsk, include: string): Promise<SpfSamples> {
  const networks = await readNetworks(ask, include);
  if (networks.length > 0) return { include, addresses: networks.map(addressIn), networks };
  const addresses = networksIn([SAMPLE_ADDRESS]).networks.map(addressIn);
  return { include, addresses, networks, standIn: SAMPLE_ADDRESS };
}

async function readNetworks(ask: SpfAsk, include: string): Promise<readonly string[]> {
  const found: string[] = [];
  const names = [include];
  for (let read = 0; read < Math.min(names.length, MOST_RECORDS); read += 1) {
    const answer = await ask(names[read] ?? "", "TXT");
    const { networks, next } = networksIn(answer.kind === "records" ? answer.values.filter(isSpf) : []);
    found.push(...networks);
    names.push(...next.filter((name) => !names.includes(name)));
  }
  return found;
}

function networksIn(records: readonly string[]): { networks: string[]; next: string[] } {
  const [text = ""] = records;
  const record = parseSpf(text);
  if (records.length !== 1 || record.kind !== "record") return { networks: [], next: [] };
  const passing = record.directives.filter(({ qualifier }) => qualifier === "+");
  const networks = passing.flatMap((directive) =>
    "network" in directive ? [directive.text.replace(/^\+/, "")] : [],
  );
  const included = passing.flatMap((directive) =>
    directive.mechanism === "include" ? nameIn(directive.domain) : [],
  );
  // RFC 7208 §6.1: receivers ignore a redirect beside the mechanism "all".
  const hasAll = record.directives.some(({ mechanism }) => mechanism === "all");
  const redirected = hasAll || record.redirect === undefined ? [] : nameIn(record.redirect.domain);
  return { networks, next: [...included, ...redirected] };
}

/** Returns the name that a domain-spec gives; none if it has macros, because these depend on the mail. */
function nameIn(domain: MacroString): readonly string[] {
  const pieces = domain.filter((piece) => typeof piece === "string");
  return pieces.length === domain.length ? [pieces.join("")] : [];
}

function addressIn(network: string): string {
  return network.slice("ip4:".length).split("/")[0] ?? "";
}
