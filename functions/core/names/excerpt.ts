const MARK = "…";

/**
 * Returns at most `longest` characters of a text: those around the first difference from the text that is wanted
 * instead, which is where the reader finds the fault. Without one, its beginning.
 */
export function excerpt(text: string, longest: number, wanted = ""): string {
  if (text.length <= longest) return text;
  const room = longest - 2 * MARK.length;
  const fault = differenceOf(text, wanted);
  const from = Math.max(0, Math.min(fault - Math.floor(room / 2), text.length - room));
  const end = from + room;
  return `${from > 0 ? MARK : ""}${text.slice(from, end).toWellFormed()}${end < text.length ? MARK : ""}`;
}

/** Where a text leaves another that it begins like; a text that has nothing in common with it has no such place. */
function differenceOf(text: string, wanted: string): number {
  let at = 0;
  while (at < wanted.length && text[at] === wanted[at]) at += 1;
  return at;
}
