/** Characters that no DNS value of mail needs, which look like others or like nothing, by what people call them. */
const NAMES: Readonly<Record<string, string>> = {
  "\u00a0": "no-break space",
  "\u00ad": "soft hyphen",
  "\u200b": "zero-width space",
  "\u200c": "zero-width non-joiner",
  "\u200d": "zero-width joiner",
  "\u2060": "word joiner",
  "\ufeff": "byte order mark",
  "\u2010": "typographic hyphen",
  "\u2011": "no-break hyphen",
  "\u2012": "figure dash",
  "\u2013": "en dash",
  "\u2014": "em dash",
  "\u2212": "minus sign",
  "\u2018": "curly quote",
  "\u2019": "curly quote",
  "\u201c": "curly quote",
  "\u201d": "curly quote",
  "\u3002": "ideographic full stop",
  "\uff1a": "full-width colon",
  "\uff0e": "full-width full stop",
  "\t": "tab",
};

/** The characters to type instead; those without a width are left out. */
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

/** Letters of other alphabets that look like Latin ones. */
const ALPHABETS = [
  ["Cyrillic", /\p{Script=Cyrillic}/u],
  ["Greek", /\p{Script=Greek}/u],
] as const;

/** The odd characters of a text, each kind once, for a sentence: `a no-break space`. */
export function oddCharacters(text: string): readonly string[] {
  const names = [...text].flatMap((character) => {
    const name = nameOf(character);
    return name === undefined ? [] : [`${/^[aeio]/i.test(name) ? "an" : "a"} ${name}`];
  });
  const around = /^\s|\s$/.test(text) ? ["a blank at its beginning or end"] : [];
  const quotes = /^["'\\]/.test(text) ? ["quotes"] : [];
  return [...new Set([...names, ...quotes, ...around])];
}

/** The text with its odd characters spelled out: two texts that differ never look the same. */
export function withOddCharactersNamed(text: string): string {
  return [...text]
    .map((character) => {
      const name = nameOf(character);
      if (name === undefined) return character;
      return /\p{L}/u.test(character) ? `${character}[${name}]` : `[${name}]`;
    })
    .join("");
}

/** The text as it was meant: plain blanks and dashes, nothing invisible, no quotes or backslashes around it. */
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
  return name ?? (alphabet === undefined ? undefined : `${alphabet} letter`);
}
