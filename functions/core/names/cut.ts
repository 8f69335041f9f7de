/** The first `longest` characters of a text. Half of a surrogate pair becomes U+FFFD, because services refuse it. */
export function cut(text: string, longest: number): string {
  return text.slice(0, longest).toWellFormed();
}
