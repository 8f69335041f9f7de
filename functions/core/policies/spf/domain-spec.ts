/** The macro-expand of RFC 7208 §7.1. */
const EXPAND = /%(?:([%_-])|\{([slodiphcrtv])(\d*)(r?)([.\-+,/_=]*)\})/iy;
const LITERAL = /[\x21-\x24\x26-\x7e]+/y;
const TOP_LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/i;
/** RFC 7208 §7.2: these letters are allowed in explanations only. */
const EXPLANATION_ONLY = /[crt]/i;

/** A macro letter and its transformers (RFC 7208 §7.3). */
export interface Macro {
  readonly letter: string;
  /** How many of the rightmost parts are kept; all if absent. */
  readonly parts?: number;
  readonly reversed: boolean;
  readonly delimiters: string;
}

/** A parsed macro-string. */
export type MacroString = readonly (string | Macro)[];

const ESCAPES: Readonly<Record<string, string>> = { "%": "%", _: " ", "-": "%20" };

/** Parses a macro-string; `undefined` if it is invalid. */
export function parseMacroString(text: string, place: "name" | "explanation"): MacroString | undefined {
  const pieces: (string | Macro)[] = [];
  for (let at = 0; at < text.length; ) {
    LITERAL.lastIndex = at;
    EXPAND.lastIndex = at;
    const literal = LITERAL.exec(text);
    const found = literal ?? EXPAND.exec(text);
    if (found === null) return undefined;
    const piece = literal === null ? macroOf(found, place) : literal[0];
    if (piece === undefined) return undefined;
    pieces.push(piece);
    at += found[0].length;
  }
  return pieces;
}

function macroOf(found: RegExpExecArray, place: "name" | "explanation"): string | Macro | undefined {
  const [, escaped, letter = "", digits = "", reversal = "", delimiters = ""] = found;
  if (escaped !== undefined) return ESCAPES[escaped];
  if (place === "name" && EXPLANATION_ONLY.test(letter)) return undefined;
  // RFC 7208 §7.3: a number of parts must not be zero.
  if (digits !== "" && Number(digits) === 0) return undefined;
  return {
    letter,
    reversed: reversal !== "",
    delimiters: delimiters === "" ? "." : delimiters,
    ...(digits === "" ? {} : { parts: Number(digits) }),
  };
}

/** Parses a domain-spec: a macro-string that ends in a macro or in a top label (RFC 7208 §7.1). */
export function parseDomainSpec(text: string): MacroString | undefined {
  const pieces = parseMacroString(text, "name");
  const last = pieces?.at(-1);
  if (pieces === undefined || last === undefined) return undefined;
  const endsInMacro = text.endsWith("}") || /%[%_-]$/.test(text);
  return endsInMacro || endsInTopLabel(typeof last === "string" ? last : "") ? pieces : undefined;
}

function endsInTopLabel(literal: string): boolean {
  const name = literal.endsWith(".") ? literal.slice(0, -1) : literal;
  const dot = name.lastIndexOf(".");
  const label = name.slice(dot + 1);
  return dot >= 0 && TOP_LABEL.test(label) && !/^\d+$/.test(label);
}
