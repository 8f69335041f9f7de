import { appendFileSync, renameSync, writeFileSync } from "node:fs";
import { signingZoneOf } from "#core/records/signing-zone";
import type { OwnKey } from "./dkim-keys.ts";
import type { Identity } from "./identity.ts";

/** A DNS string holds 255 octets: RFC 1035 §3.3. */
const LONGEST_STRING = 255;

/** The IP address that SES sends from. Like all addresses in its SPF record it is reserved for documentation (RFC 5737). */
export const OUTBOUND_ADDRESS = "192.0.2.40";

const SPF = '"v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all"';

/** Returns the envelope sender's domain for identities without a custom MAIL FROM domain. */
export function defaultMailFrom(region: string): string {
  return region === "us-east-1" ? "amazonses.com" : `${region}.amazonses.com`;
}

/** Returns the only right target of a custom MAIL FROM domain's MX record. */
export function feedbackHost(region: string): string {
  return `feedback-smtp.${region}.amazonses.com`;
}

function keyRecord(name: string, publicKey: string): string {
  const chunks = `p=${publicKey}`.match(new RegExp(`.{1,${LONGEST_STRING}}`, "g")) ?? [];
  return `${name}. 300 IN TXT ${chunks.map((chunk) => `"${chunk}"`).join(" ")}`;
}

function keyRecords(region: string, { dkim }: Identity): string[] {
  return (dkim?.tokens ?? []).map((token) =>
    keyRecord(`${token}.${signingZoneOf(region)}`, dkim?.publicKey ?? ""),
  );
}

/** Appends the keys of a new identity to the zone, because rewriting thousands of keys each time would be slow. */
export function addToAmazonsesZone(file: string, region: string, identity: Identity): void {
  appendFileSync(
    file,
    keyRecords(region, identity)
      .map((record) => `${record}\n`)
      .join(""),
  );
}

/** The data from which the zone amazonses.com is written. */
interface ZoneContents {
  readonly region: string;
  readonly serial: number;
  readonly identities: readonly Identity[];
  readonly ownKeys: readonly OwnKey[];
}

/** Writes the zone amazonses.com with all keys; the rename lets readers see the old file or the new one, never a part. */
export function writeAmazonsesZone(
  file: string,
  { region, serial, identities, ownKeys }: ZoneContents,
): void {
  const keys = [
    ...identities.flatMap((identity) => keyRecords(region, identity)),
    ...ownKeys.map(({ selector, publicKey }) => keyRecord(`${selector}._domainkey.amazonses.com`, publicKey)),
  ];
  const own = defaultMailFrom(region);
  const lines = [
    "$ORIGIN amazonses.com.",
    "$TTL 900",
    `@ IN SOA ns1 hostmaster ( ${serial} 7200 900 1209600 60 )`,
    "@ IN NS ns1",
    "ns1 IN A 127.0.0.1",
    // Addresses for documentation: RFC 5737, RFC 3849.
    `@ IN TXT ${SPF}`,
    ...(own === "amazonses.com" ? [] : [`${own}. IN TXT ${SPF}`]),
    `${own}. IN MX 10 ${feedbackHost(region)}.`,
    `${feedbackHost(region)}. IN A 192.0.2.25`,
    ...keys,
  ];
  writeFileSync(`${file}.new`, `${lines.join("\n")}\n`);
  renameSync(`${file}.new`, file);
}
