/** The line that mail programs put above the message that they quote. */
const QUOTE_HEADER =
  /^(?:-{2,} ?(?:original message|ursprüngliche nachricht|message d.origine|mensaje original|messaggio originale)|(?:on|am|le|el|il) .{1,200} (?:wrote|schrieb|a écrit|escribió|ha scritto)\b)/iu;

/** The lines that a reply itself says, without those that it quotes. */
export function unquotedLines(text: string): string[] {
  const lines = text.split("\n");
  const end = lines.findIndex((line) => QUOTE_HEADER.test(line.trim()));
  return lines.slice(0, end === -1 ? undefined : end).filter((line) => !/^\s*>/.test(line));
}
