/** RFC 7208 §4.5: a space or the end follows the version. */
const VERSION = /^v=spf1(?: |$)/i;

/** Returns whether a TXT value is an SPF record. */
export function isSpfText(text: string): boolean {
  return VERSION.test(text);
}

/** Returns whether an SPF record contains all of these rules. */
export function hasSpfRules(record: string, rules: string): boolean {
  const held = new Set(termsOf(record));
  return termsOf(rules).every((rule) => held.has(rule));
}

/**
 * Adds the rules that an SPF record lacks, before its own rules, or makes a new record. The record's own
 * "all" is kept: the specification advises "~all" for every merged record, which would weaken a customer's
 * "-all".
 */
export function mergedSpf(record: string | undefined, rules: string): string {
  if (record === undefined) return `v=spf1 ${rules} ~all`;
  if (hasSpfRules(record, rules)) return record;
  const held = new Set(termsOf(record));
  const added = rules.split(" ").filter((rule) => rule !== "" && !held.has(rule.toLowerCase()));
  return ["v=spf1", ...added, ...record.split(" ").filter(Boolean).slice(1)].join(" ");
}

function termsOf(text: string): readonly string[] {
  return text.toLowerCase().split(" ").filter(Boolean);
}
