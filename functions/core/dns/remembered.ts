const MOST = 200;
const LONGEST = 1_000;

/**
 * Caches the results of a pure function for its latest arguments: one check, and the checks of domains at one
 * DNS host, often parse the same text. Long texts, which a hostile zone may hold, are not cached.
 */
export function remembered<T>(compute: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before.result;
    const result = compute(text);
    if (known.size >= MOST) known.clear();
    if (text.length <= LONGEST) known.set(text, { result });
    return result;
  };
}
