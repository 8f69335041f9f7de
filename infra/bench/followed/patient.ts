import { expectedOf, type Subject } from "#core/diagnosis/model/subject";
import type { DmarcPolicy } from "#core/policies/dmarc/parse-dmarc";
import { requiredRecords } from "#core/records/required-records";
import type { Random } from "../random.ts";
import type { PanelRecord, PanelZone } from "./panel.ts";
import type { Deviation } from "./panel-session.ts";

/** A domain with its zones, and with what every correction must preserve. */
export interface Patient {
  subject: Subject;
  readonly zones: ReadonlyMap<string, PanelZone>;
  deviations: readonly Deviation[];
  /** Names whose records something needs although they conflict. */
  readonly inUse: Set<string>;
  /** SPF terms of other senders, by the name of their record. */
  readonly senders: Map<string, readonly string[]>;
  /** The strictest policy of the domain's DMARC records. */
  dmarcFloor: DmarcPolicy;
  /** The domain's own zone, in which mistakes are made. */
  readonly zone: PanelZone;
  readonly tokens: readonly string[];
}

/** The Region of all requests. */
export const REGION = "eu-west-1";

/** The SPF record that SES requires. */
export const SES_LINE = "v=spf1 include:amazonses.com ~all";

/** The time of the first check. */
export const NOW = Date.UTC(2026, 10, 23, 9, 41);

const LETTERS = "abcdefghijklmnopqrstuvwxyz234567";

/** Makes a domain whose five records are right, with other records that must not be harmed. */
export function rightPatient(random: Random): Patient {
  const registered = `${word(random, 8)}.example`;
  const domain = random.chance(0.3) ? `news.${registered}` : registered;
  const tokens = [0, 1, 2].map(() => word(random, 32));
  const subject = subjectOf(domain, `bounce.${domain}`, tokens);
  const zone: PanelZone = { name: registered, records: companyRecords(registered, random) };
  zone.records = [...zone.records, ...required(subject), ...dmarcLine(domain)];
  return {
    subject,
    zone,
    zones: new Map([[registered, zone], ...parentZones(registered), ...othersZones(tokens)]),
    deviations: [],
    inUse: new Set(),
    senders: new Map([[registered, ["include:_spf.google.com", "ip4:203.0.113.5"]]]),
    dmarcFloor: "quarantine",
    tokens,
  };
}

/** Returns the diagnosis subject of a request with another MAIL FROM domain. */
export function subjectOf(domain: string, mailFrom: string, tokens: readonly string[]): Subject {
  const source = {
    identity: domain,
    mailFrom,
    dkimTokens: tokens,
    signingHostedZone: "dkim.amazonses.com",
    region: REGION,
  };
  const fromAddresses = [`news@${domain}`];
  return {
    domain,
    mailFrom,
    records: requiredRecords(source).map(expectedOf),
    fromAddresses,
    confirmed: true,
  };
}

function required({ records }: Subject): readonly PanelRecord[] {
  return records.flatMap(({ name, type, values }) =>
    values.map((value) => ({ name, type, value: type === "MX" ? `10 ${value}` : value })),
  );
}

function dmarcLine(domain: string): readonly PanelRecord[] {
  const value = `v=DMARC1; p=quarantine; rua=mailto:dmarc@${domain}`;
  return [{ name: `_dmarc.${domain}`, type: "TXT", value }];
}

/** Returns the records of a company in its zone. */
function companyRecords(at: string, random: Random): readonly PanelRecord[] {
  const line = (name: string, type: string, value: string): PanelRecord => ({ name, type, value });
  const all = [
    line(`www.${at}`, "CNAME", "site.example-host.net"),
    line(`google._domainkey.${at}`, "TXT", "v=DKIM1; k=rsa; p=MIGfMA0GCSq"),
    line(at, "TXT", `site-verification=${word(random, 12)}`),
    line(`shop.${at}`, "NS", "ns1.shop-host.net"),
    line(`mail.${at}`, "MX", `10 mx1.${at}`),
    line(`selector1._domainkey.${at}`, "CNAME", "selector1.provider.example.net"),
  ];
  return [
    line(at, "NS", `ns1.${at}`),
    line(at, "NS", `ns2.${at}`),
    line(`ns1.${at}`, "A", "192.0.2.1"),
    line(`ns2.${at}`, "A", "192.0.2.2"),
    line(at, "MX", `10 mx1.${at}`),
    line(`mx1.${at}`, "A", "192.0.2.25"),
    line(at, "TXT", "v=spf1 include:_spf.google.com ip4:203.0.113.5 -all"),
    ...all.filter(() => random.chance(0.7)),
  ];
}

/** Returns the zones of Amazon and of other senders. */
function othersZones(tokens: readonly string[]): readonly (readonly [string, PanelZone])[] {
  const zone = (name: string, ...records: readonly (readonly [string, string, string])[]) =>
    [
      name,
      {
        name,
        records: [
          { name, type: "NS", value: `ns1.${name}` },
          ...records.map(([host, type, value]) => ({
            name: host === "@" ? name : `${host}.${name}`,
            type,
            value,
          })),
        ],
      },
    ] as const;
  return [
    zone(
      "amazonses.com",
      ["@", "TXT", "v=spf1 ip4:199.255.192.0/22 ip4:54.240.0.0/18 -all"],
      ...tokens.map((token) => [`${token}.dkim`, "TXT", `p=MIG${token}`] as const),
    ),
    zone("google.com", ["_spf", "TXT", "v=spf1 ip4:198.51.100.0/24 ~all"]),
    zone("example.net", ["crm", "A", "192.0.2.77"], ["sender", "TXT", "v=spf1 ip4:192.0.2.0/28 -all"]),
  ];
}

/**
 * Returns top-level zones, which prove that names below them do not exist; the registrar lists the zone's own
 * servers.
 */
function parentZones(registered: string): readonly (readonly [string, PanelZone])[] {
  const servers = ["ns1", "ns2"].map((host) => `${host}.${registered}`);
  const records = servers.map((value): PanelRecord => ({ name: registered, type: "NS", value }));
  return [
    ["example", { name: "example", records }],
    ["net", { name: "net", records: [] }],
    ["com", { name: "com", records: [] }],
  ];
}

function word(random: Random, length: number): string {
  return Array.from({ length }, () => LETTERS[Math.floor(random.next() * LETTERS.length)] ?? "a").join("");
}
