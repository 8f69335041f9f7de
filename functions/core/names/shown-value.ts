import { excerpt } from "./excerpt.ts";
import { withOddCharactersNamed } from "./odd-characters.ts";
import { printable } from "./printable.ts";

/** A TXT record can be far longer (RFC 1035 §3.3.14), but nobody reads more than this. */
const LONGEST = 300;

/**
 * Returns a value from a stranger's zone for display: on one line, without control characters, with odd
 * characters named. A long value is cut to the part in which it differs from the wanted one.
 */
export function shown(value: string, wanted?: string): string {
  return excerpt(printable(withOddCharactersNamed(value), Number.POSITIVE_INFINITY), LONGEST, wanted);
}

/** A list of more values than these is cut. */
const MOST = 4;

/** Returns values in quotation marks, for a list in a sentence; "…" stands for those left out. */
export function quoted(values: readonly string[]): readonly string[] {
  const some = values.slice(0, MOST).map((value) => `“${shown(value)}”`);
  return values.length > MOST ? [...some, "…"] : some;
}
