import type { DmarcRecord } from "./parse-dmarc.ts";

/**
 * RFC 9989 §4.10: after the domain itself, the walk continues with at most seven labels, which makes at most
 * eight questions.
 */
const LABELS_AFTER_FIRST = 7;

/** Returns the domains that a DNS tree walk asks about, the longest first. */
export function walkedDomains(domain: string): readonly string[] {
  const labels = domain.split(".");
  const above = labels.slice(Math.max(1, labels.length - LABELS_AFTER_FIRST));
  return [domain, ...above.map((_, index) => above.slice(index).join("."))];
}

/** The records of a walk from names that have exactly one, the longest name first. */
type Walked = readonly { readonly at: string; readonly record: DmarcRecord }[];

/**
 * Returns the organizational domain by the records of a tree walk, and the public suffix if one decided it.
 */
export function organizationalDomain(
  domain: string,
  walked: Walked,
): { readonly own: string; readonly suffix?: string } {
  const end = walked.find(({ record }) => record.psd !== "u");
  if (end?.record.psd === "n") return { own: end.at };
  if (end !== undefined && end.at !== domain) {
    const labels = domain.split(".");
    return { own: labels.slice(-end.at.split(".").length - 1).join("."), suffix: end.at };
  }
  // If the domain itself is a public suffix, the walk ends there.
  const last = end ?? walked.at(-1);
  return { own: last?.at ?? domain };
}
