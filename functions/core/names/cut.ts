/** The first `longest` characters of a text. Where that halves a surrogate pair, U+FFFD stands for the half: no service takes one. */
export function cut(text: string, longest: number): string {
  return text.slice(0, longest).toWellFormed();
}
