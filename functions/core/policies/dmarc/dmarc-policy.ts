import type { DmarcPolicy, DmarcRecord } from "./parse-dmarc.ts";

/** The two versions of DMARC that receivers follow. */
export type DmarcRules = "rfc7489" | "rfc9989";

/**
 * How the From domain relates to the domain of the record: the same, an existing subdomain, or a nonexistent
 * one.
 */
export type Relation = "itself" | "subdomain" | "nonexistent";

const LOWER: Readonly<Record<DmarcPolicy, DmarcPolicy>> = {
  none: "none",
  quarantine: "none",
  reject: "quarantine",
};

/**
 * Returns the policy that a record publishes for a domain; `undefined` if errors make receivers ignore the
 * record.
 */
export function statedPolicy(
  record: DmarcRecord,
  relation: Relation,
  rules: DmarcRules,
): DmarcPolicy | undefined {
  const { policy, subdomains, nonexistent, reports, faults } = record;
  // RFC 6376 §3.2: a repeated tag makes the whole list invalid.
  if (faults.some(({ because }) => because === "repeated")) return undefined;
  // RFC 7489 §6.6.3 and RFC 9989 §4.10.1: with a report address, a record without a valid policy counts as p=none.
  if (isSpoilt(record, rules)) return reports.length > 0 ? "none" : undefined;
  const own = policy ?? "none";
  if (relation === "itself") return own;
  const below = subdomains ?? own;
  return relation === "nonexistent" && rules === "rfc9989" ? (nonexistent ?? below) : below;
}

/** Returns the policy that takes effect: one level lower in test mode (RFC 9989 §4.7). */
export function appliedPolicy(policy: DmarcPolicy, { isTest }: DmarcRecord, rules: DmarcRules): DmarcPolicy {
  return isTest && rules === "rfc9989" ? LOWER[policy] : policy;
}

function isSpoilt({ policy, faults }: DmarcRecord, rules: DmarcRules): boolean {
  const tags = rules === "rfc7489" ? ["p", "sp"] : ["p", "sp", "np"];
  const isWrong = faults.some(({ tag, because }) => because === "bad-value" && tags.includes(tag));
  // RFC 9989 §4.7 treats a record without "p" as "p=none". Its §4.10.1 ("does not contain a valid p") then
  // concerns only invalid values, and "sp" and "np" still apply. RFC 7489 §6.3 requires "p".
  return isWrong || (rules === "rfc7489" && policy === undefined);
}
