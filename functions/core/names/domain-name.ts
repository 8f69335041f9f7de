import * as z from "zod";
import { unicodeName } from "./unicode-name.ts";

/**
 * No name of at most 253 octets (RFC 1034 §3.1) needs more characters. The time that Punycode takes grows
 * with the square of the length.
 */
const LONGEST_TEXT = 1000;

/** RFC 1035 §2.3.4 allows a name 255 octets, which leaves 253 characters. */
export const LONGEST_NAME = 253;

const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Returns a host name as A-labels, in lower case, without the final dot; `undefined` if it is invalid. A name
 * has at least two LDH labels of 1 to 63 octets, 253 octets in all, and its last label is not numeric (RFC
 * 1034 §3.5, RFC 1123 §2.1).
 */
export function parseDomainName(text: string): string | undefined {
  if (text.length > LONGEST_TEXT) return undefined;
  // Spaces around a name come from copying; a line break or a tab makes it invalid.
  if (/\p{Cc}/u.test(text)) return undefined;
  const trimmed = text.trim().replace(/\.$/, "");
  // A URL parser gives these characters another meaning. Letters beyond ASCII are left for IDNA.
  if (trimmed === "" || /[\s%/?#@:[\]\\^|<>"`{}_]/u.test(trimmed)) return undefined;
  const ascii = toAscii(trimmed);
  if (ascii === undefined || ascii.length > LONGEST_NAME) return undefined;
  const labels = ascii.split(".");
  if (labels.length < 2 || !labels.every(isHostLabel)) return undefined;
  return /^\d+$/.test(labels.at(-1) ?? "") ? undefined : ascii;
}

/** RFC 5890 §2.3.2.1: a label that begins with "xn--" must be the ASCII form of exactly one U-label. */
function isHostLabel(label: string): boolean {
  if (!LABEL.test(label)) return false;
  if (!label.startsWith("xn--")) return true;
  const unicode = unicodeName(label);
  return unicode !== undefined && unicode !== label && toAscii(unicode) === label;
}

/** Applies UTS #46 with Node's URL parser, whose tables are kept up to date. */
function toAscii(name: string): string | undefined {
  return URL.parse(`http://${name}/`)?.hostname;
}

/** True if `name` is `ancestor` or is below it. */
export function isAtOrBelow(name: string, ancestor: string): boolean {
  return name === ancestor || isBelow(name, ancestor);
}

/** True if `name` is below `ancestor`. */
export function isBelow(name: string, ancestor: string): boolean {
  return name.endsWith(`.${ancestor}`);
}

/** Returns the nearest name that all `names` are at or below; empty if there is none. */
export function commonAncestor(names: readonly string[]): string {
  const [first = "", ...others] = names;
  const labels = first.split(".");
  const depth = labels.findIndex((_, index) =>
    others.every((other) => isAtOrBelow(other, labels.slice(index).join("."))),
  );
  return depth === -1 ? "" : labels.slice(depth).join(".");
}

/** The key of the text that describes a valid name. */
const EXPECTED = "fault.domain-name";

/** Checks a domain name at a boundary and returns its A-label form. */
export const domainName = z.string(EXPECTED).transform((text, context) => {
  const name = parseDomainName(text);
  if (name !== undefined) return name;
  context.addIssue({ code: "custom", message: EXPECTED });
  return z.NEVER;
});
