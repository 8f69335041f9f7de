const MOST = 200;
const LONGEST = 1_000;

/**
 * Remembers what a pure function made of its latest texts: a check asks the same of one text many times, and so do the
 * checks of the domains of one DNS host. A long text, which a hostile zone may hold, is not kept.
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
