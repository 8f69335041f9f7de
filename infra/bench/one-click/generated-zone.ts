import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { type Random, randomOf } from "../random.ts";
import { isHidden } from "./zone-answers.ts";
import type { ServedZone } from "./zone-session.ts";

/** The zone of every generated customer. */
export const ZONE = "customer.example";

/** The DKIM tokens of every generated customer. */
export const TOKENS = ["abcdefghijklmnop", "bcdefghijklmnopq", "cdefghijklmnopqr"] as const;

/** A generated zone that contains a customer's domain. */
export interface GeneratedZone {
  readonly identity: string;
  readonly records: readonly ZoneRecord[];
  readonly served: ServedZone;
}

const MAIL_FROM_TEXTS = [
  "v=spf1 include:amazonses.com ~all",
  "v=spf1 include:amazonses.com -all",
  "v=spf1 include:_spf.other.example -all",
  "v=spf1 include:_spf.other.example include:amazonses.com ?all",
  "v=spf1 a mx ~all",
  "v=spf1 -all",
  "site-verification=4711",
];
const DMARC_TEXTS = [
  "v=DMARC1; p=reject",
  "v=DMARC1; p=quarantine; rua=mailto:d@customer.example",
  "v=DMARC1; p=none",
  "v=DMARC1;p=reject;sp=none",
  "v=DMARC1; p=whatever",
  "site-verification=4712",
];
const TYPES = ["A", "AAAA", "CNAME", "MX", "TXT", "NS", "SRV", "CAA"] as const;

/**
 * Generates zone number `number`. Most zones have few records at the names concerned, so that many can be
 * offered.
 */
export function generatedZone(seed: number, number: number): GeneratedZone {
  const random = randomOf(seed, number);
  const identity = random.chance(0.7) ? ZONE : `news.${ZONE}`;
  const records = consistent([...base(), ...noise(identity, random), ...ours(identity, random)]);
  const differs = random.chance(0.05);
  const other = differs ? consistent([...records, ...noise(identity, random)]) : records;
  const served = {
    zone: ZONE,
    servers: [records, other],
    servesBoth: random.chance(0.5),
    isLastSilent: random.chance(0.03),
  };
  return { identity, records, served };
}

function base(): readonly ZoneRecord[] {
  return [
    record(ZONE, "NS", "ns1.host.example"),
    record(ZONE, "A", "192.0.2.10"),
    record(ZONE, "MX", `10 mail.${ZONE}`),
    record(ZONE, "TXT", "v=spf1 mx -all"),
    record(`www.${ZONE}`, "A", "192.0.2.10"),
    record(`mail.${ZONE}`, "A", "192.0.2.25"),
  ];
}

function noise(identity: string, random: Random): readonly ZoneRecord[] {
  const [token] = TOKENS;
  const names = [
    `email.${identity}`,
    `x.email.${identity}`,
    `*.email.${identity}`,
    `_domainkey.${identity}`,
    `${token}._domainkey.${identity}`,
    `deep.${token}._domainkey.${identity}`,
    `other._domainkey.${identity}`,
    `*._domainkey.${identity}`,
    `_dmarc.${identity}`,
    `_dmarc.${ZONE}`,
    `*.${identity}`,
    `*.${ZONE}`,
    identity,
  ];
  return names.flatMap((name) =>
    TYPES.filter((type) => random.chance(name === `_dmarc.${ZONE}` && type === "TXT" ? 0.2 : 0.012)).flatMap(
      (type) => (name === ZONE && (type === "NS" || type === "CNAME") ? [] : [anyRecord(name, type, random)]),
    ),
  );
}

function anyRecord(name: string, type: (typeof TYPES)[number], random: Random): ZoneRecord {
  const one = (texts: readonly string[]) => texts[Math.floor(random.next() * texts.length)] ?? "";
  switch (type) {
    case "A":
      return record(name, type, "192.0.2.77");
    case "AAAA":
      return record(name, type, "2001:db8::77");
    case "MX":
      return record(name, type, one(["10 mx.other.example", "5 feedback-smtp.eu-west-1.amazonses.com"]));
    case "TXT":
      return record(name, type, one(name.startsWith("_dmarc") ? DMARC_TEXTS : MAIL_FROM_TEXTS));
    case "NS":
      return record(name, type, "ns1.other.example");
    case "CNAME":
      return record(
        name,
        type,
        one(["elsewhere.example", `www.${ZONE}`, "abcdefghijklmnop.dkim.amazonses.com"]),
      );
    case "SRV":
      return record(name, type, "0 0 443 www.customer.example");
    case "CAA":
      return record(name, type, '0 issue "ca.example"');
  }
}

/** Some customers have already added records by hand. */
function ours(identity: string, random: Random): readonly ZoneRecord[] {
  const share = random.pick([
    { share: 0.7, chance: 0 },
    { share: 0.2, chance: 0.5 },
    { share: 0.1, chance: 1 },
  ]).chance;
  const all = [
    ...TOKENS.map((token) =>
      record(`${token}._domainkey.${identity}`, "CNAME", `${token}.dkim.amazonses.com`),
    ),
    record(`email.${identity}`, "MX", "10 feedback-smtp.eu-west-1.amazonses.com"),
    record(`email.${identity}`, "TXT", "v=spf1 include:amazonses.com ~all"),
  ];
  return all.filter(() => random.chance(share));
}

/** RFC 1034 §3.6.2: a CNAME is alone at its name. Records below a delegation belong to another zone. */
function consistent(records: readonly ZoneRecord[]): readonly ZoneRecord[] {
  const seen = new Set<string>();
  return records.filter((one, index) => {
    const key = `${one.name} ${one.type} ${one.value}`;
    const isDouble = seen.has(key);
    seen.add(key);
    const before = records.slice(0, index).filter(({ name }) => name === one.name);
    const clashes = one.type === "CNAME" ? before.length > 0 : before.some(({ type }) => type === "CNAME");
    return !isDouble && !clashes && !isHidden(one, records, ZONE);
  });
}

function record(name: string, type: string, value: string): ZoneRecord {
  return { name, type, value, ttl: 3600 };
}
