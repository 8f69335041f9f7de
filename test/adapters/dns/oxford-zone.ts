import type { Question } from "#core/dns/observation";
import { type Host, mx, record, txt } from "./dns-host.ts";

export const RESOLVER = "127.0.0.9";
export const D = "oxford.example";
export const CNAME = record(`t1._domainkey.${D}`, "CNAME", "T1.dkim.amazonses.com.");
export const MX = mx(`email.${D}`, 10, "feedback-smtp.eu-west-1.amazonses.com");
export const SPF = txt(`email.${D}`, "v=spf1 include:amazon", "ses.com ~all");

/** The records with which a resolver finds two name servers outside the zone. */
export const INFRASTRUCTURE = [
  record(D, "NS", "ns1.host.example"),
  record(D, "NS", "ns2.host.example"),
  record("ns1.host.example", "A", "127.0.0.2"),
  record("ns2.host.example", "A", "127.0.0.3"),
];

export const ask = (
  name: string,
  type: Question["type"],
  isRight: Question["isRight"] = () => false,
): Question => ({
  name,
  type,
  isRight,
});

export const twoServers = (records: Host["records"], known = INFRASTRUCTURE): Record<string, Host> => ({
  "127.0.0.2": { zones: [D], records },
  "127.0.0.3": { zones: [D], records },
  [RESOLVER]: { zones: "recursive", records: known },
});
