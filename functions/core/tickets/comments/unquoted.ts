/** The line that mail programs put above a quoted message. */
const QUOTE_HEADER =
  /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale)|(?:on|am|le|el|il) .{1,200} (?:wrote|schrieb|a écrit|escribió|ha scritto)\b)/iu;

/**
 * The first line, and a later line, of the block that Outlook puts above a quoted message, in several
 * languages.
 */
const OUTLOOK_FROM = /^[\s*_]*(?:from|von|de|da)[\s*_]*:/iu;
const OUTLOOK_SENT =
  /^[\s*_]*(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data)[\s*_]*:/iu;

/** The distance within which that later line must follow. */
const OUTLOOK_LINES = 3;

/** Returns the lines of the reply itself, without quoted lines. */
export function unquotedLines(text: string): string[] {
  const lines = text.split("\n");
  const end = lines.findIndex(
    (line, index) =>
      QUOTE_HEADER.test(line.trim()) || isOutlookHeader(lines.slice(index, index + OUTLOOK_LINES + 1)),
  );
  return lines.slice(0, end === -1 ? undefined : end).filter((line) => !/^\s*>/.test(line));
}

function isOutlookHeader([first = "", ...next]: readonly string[]): boolean {
  return OUTLOOK_FROM.test(first) && next.some((line) => OUTLOOK_SENT.test(line));
}
