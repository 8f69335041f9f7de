/** RFC 7208 §4.5: a space or the end follows the version. */
const VERSION = /^v=spf1(?: |$)/i;

/** Returns whether a TXT value is an SPF record. */
export function isSpfText(text: string): boolean {
  return VERSION.test(text);
}

/** Returns whether an SPF record contains all of these rules. */
export function hasSpfRules(record: string, rules: string): boolean {
  return lackedRules(record, rules).length === 0;
}

/**
 * Adds the rules that an SPF record lacks, before its own rules, or makes a new record. The record's own
 * "all" is kept: the specification advises "~all" for every merged record, which would weaken a customer's
 * "-all".
 */
export function mergedSpf(record: string | undefined, rules: string): string {
  if (record === undefined) return `v=spf1 ${rules} ~all`;
  const lacked = lackedRules(record, rules);
  if (lacked.length === 0) return record;
  return ["v=spf1", ...lacked, ...termsOf(record).slice(1)].join(" ");
}

/** Compares without regard to case (RFC 7208 §4.6.1). */
function lackedRules(record: string, rules: string): readonly string[] {
  const held = new Set(termsOf(record.toLowerCase()));
  return termsOf(rules).filter((rule) => !held.has(rule.toLowerCase()));
}

function termsOf(text: string): readonly string[] {
  return text.split(" ").filter(Boolean);
}
