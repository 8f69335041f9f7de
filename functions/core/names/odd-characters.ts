/**
 * Characters that are confused with others or are invisible, with their Unicode names. No DNS record for mail
 * needs them.
 */
const NAMES: Readonly<Record<string, string>> = {
  "\u00a0": "NO-BREAK SPACE",
  "\u00ad": "SOFT HYPHEN",
  "\u200b": "ZERO WIDTH SPACE",
  "\u200c": "ZERO WIDTH NON-JOINER",
  "\u200d": "ZERO WIDTH JOINER",
  "\u2060": "WORD JOINER",
  "\ufeff": "BYTE ORDER MARK",
  "\u2010": "HYPHEN",
  "\u2011": "NON-BREAKING HYPHEN",
  "\u2012": "FIGURE DASH",
  "\u2013": "EN DASH",
  "\u2014": "EM DASH",
  "\u2212": "MINUS SIGN",
  "\u2018": "QUOTATION MARK",
  "\u2019": "QUOTATION MARK",
  "\u201c": "QUOTATION MARK",
  "\u201d": "QUOTATION MARK",
  "\u3002": "IDEOGRAPHIC FULL STOP",
  "\uff1a": "FULLWIDTH COLON",
  "\uff0e": "FULLWIDTH FULL STOP",
  "\t": "TAB",
};

/** The ASCII characters that replace them; invisible characters are removed. */
const PLAIN: Readonly<Record<string, string>> = {
  "\u00a0": " ",
  "\u2010": "-",
  "\u2011": "-",
  "\u2012": "-",
  "\u2013": "-",
  "\u2014": "-",
  "\u2212": "-",
  "\u3002": ".",
  "\uff1a": ":",
  "\uff0e": ".",
  "\t": " ",
};

/** Letters of other alphabets that can be confused with Latin letters. */
const ALPHABETS = [
  ["CYRILLIC LETTER", /\p{Script=Cyrillic}/u],
  ["GREEK LETTER", /\p{Script=Greek}/u],
] as const;

/**
 * Returns the odd characters of a text, each once, with code point and Unicode name: `U+00A0 NO-BREAK SPACE`.
 */
export function oddCharacters(text: string): readonly string[] {
  const names = [...text].flatMap((character) => {
    const name = nameOf(character);
    return name === undefined ? [] : [`${codeOf(character)} ${name}`];
  });
  return [...new Set(names)];
}

/** Returns the text with its odd characters spelled out, so that different texts never appear equal. */
export function withOddCharactersNamed(text: string): string {
  return [...text]
    .map((character) => {
      const name = nameOf(character);
      if (name === undefined) return character;
      return /\p{L}/u.test(character) ? `${character}[${codeOf(character)}]` : `[${name}]`;
    })
    .join("");
}

/**
 * Returns the text as its author probably meant it: with ASCII spaces and dashes, without invisible
 * characters, and without quotes or backslashes around it.
 */
export function plainText(text: string): string {
  return [...text]
    .map((character) => PLAIN[character] ?? (Object.hasOwn(NAMES, character) ? "" : character))
    .join("")
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, "")
    .replace(/^[\s"'\\]+|[\s"'\\]+$/g, "")
    .replace(/ {2,}/g, " ");
}

function nameOf(character: string): string | undefined {
  const name = Object.hasOwn(NAMES, character) ? NAMES[character] : undefined;
  const [alphabet] = ALPHABETS.find(([, letters]) => letters.test(character)) ?? [];
  return name ?? alphabet;
}

function codeOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
