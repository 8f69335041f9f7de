import { Eta } from "eta/core";

/** Escapes a text for HTML, also within attributes. */
export const escaped: (text: string) => string = new Eta().config.escapeFunction;

/** The length from which a name can be wider than a column, so that it must say where a line may end. */
const LONG = 24;

/** The places in a name after which a line may end. */
const PARTS = /(?<=[.@])(?=[\p{L}\p{N}_-])/u;

/** Words and what is attached to them, also by a no-break space. */
const WORDS = /(?:\S|[\u00A0\u202F])+/g;

/** A word that nobody expects to end a line at its hyphen. */
const HYPHENATED = /e-mail/i;

/**
 * Writes a text as HTML, escaped. Long names and words like “E-Mail” move to the next line as a whole; a
 * name that is wider than the line continues after one of its dots. `whole` is the attribute of such words.
 */
export function htmlWords(text: string, whole: string): string {
  return text.replace(WORDS, (word) => {
    const parts = word.split(PARTS);
    const isLongName = parts.length > 1 && word.length >= LONG;
    if (!isLongName && !HYPHENATED.test(word)) return escaped(word);
    return `<span ${whole}>${parts.map(escaped).join("<wbr>")}</span>`;
  });
}
