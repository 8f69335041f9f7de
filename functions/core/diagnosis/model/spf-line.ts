import { parseSpf } from "#core/policies/spf/parse-spf";

/** RFC 1035 §3.3: a longer text needs several strings, which many panels cut. */
const LONGEST = 255;
/** RFC 7208 §4.6.4 allows ten look-ups. */
const MOST_LOOK_UPS = 10;
const VERSION = "v=spf1";
const ALL = /^[+~?-]?all$/i;
const AMAZON = /^[+~?-]?include:amazonses\.com\.?$/i;
const REDIRECT = /^redirect=/i;

/** Returns the record with Amazon SES added; other terms stay, and `all` stays last. */
export function withAmazon(line: string, replaced: readonly string[] = []): string | undefined {
  const terms = termsOf(line).filter((term) => !AMAZON.test(term) && !replaced.includes(term));
  return lineOf(["include:amazonses.com", ...terms]);
}

/** Returns whether a record contains every term of another, and the same `all` or `redirect`. */
export function hasTermsOf(line: string, wanted: string): boolean {
  const held = new Set(termsOf(line).map(plainTerm));
  return termsOf(wanted).every((term) => held.has(plainTerm(term)));
}

/**
 * Returns the record with the other record's terms added that it lacks, and with the other record's `all` or
 * `redirect`, if it has one.
 */
export function withTermsOf(line: string, wanted: string): string | undefined {
  const terms = termsOf(wanted);
  const plain = terms.map(plainTerm);
  const others = termsOf(line).filter((term) => ALL.test(term) || !plain.includes(plainTerm(term)));
  const isEnded = terms.some((term) => ALL.test(term) || REDIRECT.test(term));
  return lineOf([...terms, ...(isEnded ? sendersOf(others) : others)]);
}

/** RFC 7208 §4.6.2: `+` is the default qualifier; letter case does not matter. */
function plainTerm(term: string): string {
  return term.toLowerCase().replace(/^\+/, "");
}

/** Merges several records into one that allows all their senders. */
export function joinedLines(lines: readonly string[]): string | undefined {
  const terms = lines.map(termsOf);
  const ends = terms.flat().filter((term) => ALL.test(term));
  const all = [...terms.flatMap(sendersOf), ...ends];
  return new Set(all).size - withoutLookUp(all) > MOST_LOOK_UPS ? undefined : lineOf(all);
}

/**
 * Returns the terms without `all`, for a record with another end. RFC 7208 §6.1: `redirect` is ignored beside
 * an `all`; without one it becomes an include, which passes the same senders.
 */
function sendersOf(terms: readonly string[]): readonly string[] {
  const hasAll = terms.some((term) => ALL.test(term));
  return terms
    .filter((term) => !ALL.test(term) && !(hasAll && REDIRECT.test(term)))
    .map((term) => term.replace(REDIRECT, "include:"));
}

function withoutLookUp(terms: readonly string[]): number {
  return [...new Set(terms)].filter((term) => /^[+~?-]?(?:ip[46]:|all$)|^exp=/i.test(term)).length;
}

/** Returns the record without the terms that invalidate it. */
export function withoutFaults(line: string): string {
  const terms = termsOf(line);
  const parsed = parseSpf([VERSION, ...terms].join(" "));
  if (parsed.kind !== "syntax-error") return [VERSION, ...terms].join(" ");
  const at = terms.lastIndexOf(parsed.term);
  return withoutFaults([VERSION, ...terms.toSpliced(at, 1)].join(" "));
}

/** Returns the record with `~all` instead of an `all` that passes every sender. */
export function withoutPassAll(line: string): string {
  return [VERSION, ...termsOf(line).map((term) => (/^\+?all$/i.test(term) ? "~all" : term))].join(" ");
}

/** Returns the terms that allow other senders than Amazon SES. */
export function otherSenders(line: string): readonly string[] {
  return termsOf(line).filter((term) => !ALL.test(term) && !AMAZON.test(term) && !/^exp=/i.test(term));
}

/** Returns the terms without the version. */
function termsOf(line: string): readonly string[] {
  return line.trim().split(/ +/).slice(1);
}

/**
 * Builds a valid record from these terms, each once. `all` comes last; it is omitted beside `redirect`, which
 * it would disable.
 */
function lineOf(terms: readonly string[]): string | undefined {
  const others = [...new Set(terms.filter((term) => !ALL.test(term) && !REDIRECT.test(term)))];
  const all = terms.find((term) => ALL.test(term));
  const redirect = terms.find((term) => REDIRECT.test(term));
  const end = all ?? redirect ?? "~all";
  const line = [VERSION, ...others, /^\+?all$/i.test(end) ? "~all" : end].join(" ");
  return line.length <= LONGEST && parseSpf(line).kind === "record" ? line : undefined;
}
