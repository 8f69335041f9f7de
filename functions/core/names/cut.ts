/**
 * Returns the first `longest` characters of a text. Half a surrogate pair becomes U+FFFD, because AWS
 * services refuse it.
 */
export function cut(text: string, longest: number): string {
  return text.slice(0, longest).toWellFormed();
}
