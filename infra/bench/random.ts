/** A stream of chance that is the same for the same seed. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** Half of all are below the median; `sigma` is the standard deviation of their logarithms. */
  logNormal(median: number, sigma: number): number;
  /** One of some, each as often as its share says. */
  pick<T extends { readonly share: number }>(from: readonly T[]): T;
}

/** A stream of its own for each seed and number, so that what one customer does never depends on another (mulberry32). */
export function randomOf(seed: number, number = 0): Random {
  let state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(number + 1, 0xc2b2ae35);
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  return {
    next,
    chance: (probability) => next() < probability,
    between: (low, high) => low + next() * (high - low),
    logNormal(median, sigma) {
      // Box and Muller: two uniform numbers give a normal one.
      const normal = Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
      return median * Math.exp(sigma * normal);
    },
    pick(from) {
      let left = next() * from.reduce((sum, { share }) => sum + share, 0);
      for (const one of from) {
        left -= one.share;
        if (left < 0) return one;
      }
      const last = from.at(-1);
      if (last === undefined) throw new Error("There is nothing to pick from");
      return last;
    },
  };
}
