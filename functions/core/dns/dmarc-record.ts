/** RFC 9989 §4.8: the version tag comes first; the value is case-sensitive, the tag name is not. */
const VERSION = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

/** Returns whether a TXT value is a DMARC record; receivers ignore any other text at the name. */
export function isDmarc(text: string): boolean {
  return VERSION.test(text);
}

/** Matches a text that a person meant as a DMARC record, even if receivers do not accept it. */
const NEARLY = /^[\s"'\\]*v\s*=\s*dmarc\s*1?/i;

/** Returns whether a TXT value was meant as a DMARC record, even if receivers ignore it. */
export function isNearlyDmarc(text: string): boolean {
  return NEARLY.test(text) && !isDmarc(text);
}

/** Returns the tags of a DMARC record by lower-case name; a repeated tag has its first value. */
export function dmarcTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name = "", ...value] = part.split("=");
    const tag = name.trim().toLowerCase();
    if (tag !== "" && !tags.has(tag)) tags.set(tag, value.join("=").trim());
  }
  return tags;
}
