import type { DmarcRecord } from "./parse-dmarc.ts";

/** RFC 9989 §4.10: from here on the walk goes label by label, so that it asks at most eight times. */
const LABELS_AFTER_FIRST = 7;

/** The domains that a DNS tree walk asks, the longest first. */
export function walkedDomains(domain: string): readonly string[] {
  const labels = domain.split(".");
  const above = labels.slice(Math.max(1, labels.length - LABELS_AFTER_FIRST));
  return [domain, ...above.map((_, index) => above.slice(index).join("."))];
}

/** The single records of a walk, the longest name first. */
type Walked = readonly { readonly at: string; readonly record: DmarcRecord }[];

/** The organizational domain of a domain by the records on its walk, and the public suffix that told it, if one did. */
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
  // The walk stops at a suffix itself: what lies above it is not asked.
  const last = end ?? walked.at(-1);
  return { own: last?.at ?? domain };
}
