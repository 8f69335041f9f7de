/** An error in a zone file, with its line. */
export class ZoneFileError extends Error {
  override readonly name = "ZoneFileError";
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/** One word or string of an entry; its escapes (`\"`, `\DDD`) are not resolved yet. */
export interface Token {
  readonly text: string;
  readonly quoted: boolean;
}

/** One entry of a zone file (RFC 1035 §5.1) without parentheses and comments. */
export interface ZoneEntry {
  readonly line: number;
  /** A comment of the form `; @word …`, which makes the server misbehave. */
  readonly directive: boolean;
  /** True if the entry begins with white space: its owner is that of the previous entry (RFC 1035 §5.1). */
  readonly ownerOmitted: boolean;
  readonly tokens: Token[];
}

const TOKEN =
  /(?<blank>\s+)|(?<comment>;.*)|(?<paren>[()])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<bare>(?:[^\s"();\\]|\\.)+)/y;
const DIRECTIVE = /^\s*;+\s*@(?=[a-z])/i;

interface LineItem {
  readonly paren?: string;
  readonly token?: Token;
}

function* itemsOf(text: string, line: number): Generator<LineItem> {
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.length) {
    const at = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    if (groups === undefined) throw new ZoneFileError(line, `cannot read: ${text.slice(at)}`);
    const { paren, quoted, bare } = groups;
    const next = TOKEN.lastIndex;
    if (paren !== undefined) yield { paren };
    else if (quoted !== undefined) yield { token: { text: quoted, quoted: true } };
    else if (bare !== undefined) yield { token: { text: bare, quoted: false } };
    TOKEN.lastIndex = next;
  }
}

function readDirective(text: string, line: number): ZoneEntry {
  const tokens = [...itemsOf(text.replace(DIRECTIVE, ""), line)].flatMap(({ token }) => token ?? []);
  return { line, directive: true, ownerOmitted: false, tokens };
}

/** Splits a zone file into its entries. */
export function readZoneEntries(text: string): ZoneEntry[] {
  const entries: ZoneEntry[] = [];
  let open: ZoneEntry | undefined;
  for (const [index, content] of text.split(/\r?\n/).entries()) {
    const line = index + 1;
    if (open === undefined && DIRECTIVE.test(content)) {
      entries.push(readDirective(content, line));
      continue;
    }
    const entry: ZoneEntry = open ?? {
      line,
      directive: false,
      ownerOmitted: /^\s/.test(content),
      tokens: [],
    };
    for (const { paren, token } of itemsOf(content, line)) {
      if (token !== undefined) entry.tokens.push(token);
      if (paren === "(" && open !== undefined)
        throw new ZoneFileError(line, "parenthesis inside a parenthesis");
      if (paren === ")" && open === undefined)
        throw new ZoneFileError(line, "parenthesis closed, none is open");
      if (paren !== undefined) open = paren === "(" ? entry : undefined;
    }
    if (open === undefined && entry.tokens.length > 0) entries.push(entry);
  }
  if (open !== undefined) throw new ZoneFileError(open.line, "parenthesis is never closed");
  return entries;
}
