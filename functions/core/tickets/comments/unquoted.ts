/** The line that mail programs put above the message that they quote. */
const QUOTE_HEADER =
  /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale)|(?:on|am|le|el|il) .{1,200} (?:wrote|schrieb|a écrit|escribió|ha scritto)\b)/iu;

/** The first and a later line of the block that Outlook puts there instead, in its languages. */
const OUTLOOK_FROM = /^[\s*_]*(?:from|von|de|da)[\s*_]*:/iu;
const OUTLOOK_SENT =
  /^[\s*_]*(?:sent|date|gesendet|datum|envoyé|enviado(?: el)?|fecha|inviato|data)[\s*_]*:/iu;

/** How many lines below the first that one may be. */
const OUTLOOK_LINES = 3;

/** The lines that a reply itself says, without those that it quotes. */
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
