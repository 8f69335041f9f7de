import { excerpt } from "./excerpt.ts";
import { withOddCharactersNamed } from "./odd-characters.ts";
import { printable } from "./printable.ts";

/** RFC 1035 lets a TXT be far longer than anybody reads. */
const LONGEST = 300;

/**
 * Returns a value that strangers wrote: on one line, odd characters named, without control characters, and of a long one
 * the part in which it differs from what is wanted.
 */
export function shown(value: string, wanted?: string): string {
  return excerpt(printable(withOddCharactersNamed(value), Number.POSITIVE_INFINITY), LONGEST, wanted);
}

/** More values than these tell a reader nothing. */
const MOST = 4;

/** Returns values in quotation marks, for a list in a sentence; a dash of dots is for those left out. */
export function quoted(values: readonly string[]): readonly string[] {
  const some = values.slice(0, MOST).map((value) => `“${shown(value)}”`);
  return values.length > MOST ? [...some, "…"] : some;
}
