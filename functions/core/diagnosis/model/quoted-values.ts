import { printable } from "#core/names/printable";
import { withOddCharactersNamed } from "./odd-characters.ts";

/** RFC 1035 lets a TXT be far longer than anybody reads. */
const LONGEST = 300;

/** A value that strangers wrote: on one line, odd characters named, without control characters and cut. */
export function shown(value: string): string {
  return printable(withOddCharactersNamed(value), LONGEST);
}

/** A value in quotation marks, for a sentence. */
export function quoted(value: string): string {
  return `“${shown(value)}”`;
}

/** Several values, for a sentence: `“a” and “b”`. */
export function listed(values: readonly string[], most = 4): string {
  const some = values.slice(0, most).map(quoted);
  const rest = values.length - some.length;
  const parts = rest > 0 ? [...some, `${rest} more`] : some;
  const last = parts.pop() ?? "nothing";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}
