const MARK = "…";

/**
 * Returns at most `longest` characters of a text, around its first difference from the wanted text, because
 * the error is there. Without a wanted text, returns the beginning.
 */
export function excerpt(text: string, longest: number, wanted = ""): string {
  if (text.length <= longest) return text;
  const room = longest - 2 * MARK.length;
  const fault = differenceOf(text, wanted);
  const from = Math.max(0, Math.min(fault - Math.floor(room / 2), text.length - room));
  const end = from + room;
  return `${from > 0 ? MARK : ""}${text.slice(from, end).toWellFormed()}${end < text.length ? MARK : ""}`;
}

/** Returns the position of the first difference; 0 if the texts begin differently. */
function differenceOf(text: string, wanted: string): number {
  let at = 0;
  while (at < wanted.length && text[at] === wanted[at]) at += 1;
  return at;
}
