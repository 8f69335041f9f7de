/** RFC 9989 §4.8: the version comes first; its value is in these very letters, the tag in either case. */
const VERSION = /^[vV][ \t]*=[ \t]*DMARC1[ \t]*(?:;|$)/;

/** Whether a TXT value is a DMARC record at all; any other is noise beside one. */
export function isDmarc(text: string): boolean {
  return VERSION.test(text);
}

/** The tags of a DMARC record by their names in lower case; of a repeated one the first. */
export function dmarcTags(text: string): ReadonlyMap<string, string> {
  const tags = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name = "", ...value] = part.split("=");
    const tag = name.trim().toLowerCase();
    if (tag !== "" && !tags.has(tag)) tags.set(tag, value.join("=").trim());
  }
  return tags;
}
