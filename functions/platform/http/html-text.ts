import { escaped, htmlWords } from "#core/words/html-words";

/** Private-use characters, which other text never contains: `printable` removes them. */
const TIME_MARK = /\uE000(\d{1,15})\uE001/g;

/** Marks a time in a text, so that `htmlText` writes it as an element. */
export function markTime(at: number): string {
  return `\uE000${at}\uE001`;
}

/**
 * Writes a text as HTML: escaped, with marked times as elements that a script shows in the reader's time
 * zone.
 */
export function htmlText(text: string, showTime: (at: number) => string): string {
  return htmlWords(text, 'class="whole"').replace(TIME_MARK, (_, digits) => {
    const at = Number(digits);
    return `<time datetime="${new Date(at).toISOString()}">${escaped(showTime(at))}</time>`;
  });
}
