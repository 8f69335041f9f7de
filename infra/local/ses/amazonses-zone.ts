import { renameSync, writeFileSync } from "node:fs";
import { signingZoneOf } from "../../signing-zone.ts";
import type { Identity } from "./identity.ts";

/** A DNS string holds 255 octets: RFC 1035 §3.3. */
const LONGEST_STRING = 255;

/** The one right target of a custom MAIL FROM domain's MX record. */
export function feedbackHost(region: string): string {
  return `feedback-smtp.${region}.amazonses.com`;
}

function keyRecord(token: string, region: string, publicKey: string): string {
  const chunks = `p=${publicKey}`.match(new RegExp(`.{1,${LONGEST_STRING}}`, "g")) ?? [];
  return `${token}.${signingZoneOf(region)}. 300 IN TXT ${chunks.map((chunk) => `"${chunk}"`).join(" ")}`;
}

/** Writes the zone amazonses.com as the identities' keys have it; readers see the old file or the new one. */
export function writeAmazonsesZone(
  file: string,
  { region, serial, identities }: { region: string; serial: number; identities: readonly Identity[] },
): void {
  const keys = identities.flatMap(({ dkim }) =>
    (dkim?.tokens ?? []).map((token) => keyRecord(token, region, dkim?.publicKey ?? "")),
  );
  const lines = [
    "$ORIGIN amazonses.com.",
    "$TTL 900",
    `@ IN SOA ns1 hostmaster ( ${serial} 7200 900 1209600 60 )`,
    "@ IN NS ns1",
    "ns1 IN A 127.0.0.1",
    // Addresses for documentation: RFC 5737, RFC 3849
    '@ IN TXT "v=spf1 ip4:192.0.2.0/24 ip4:198.51.100.0/24 ip6:2001:db8::/32 -all"',
    `${feedbackHost(region)}. IN A 192.0.2.25`,
    ...keys,
  ];
  writeFileSync(`${file}.new`, `${lines.join("\n")}\n`);
  renameSync(`${file}.new`, file);
}
