/** A stream of random numbers that is always the same for a seed. */
export interface Random {
  /** Returns a number in [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  between(low: number, high: number): number;
  /** Returns a log-normal number; `sigma` is the standard deviation of its logarithm. */
  logNormal(median: number, sigma: number): number;
  /** Picks one option with the probability of its share. */
  pick<T extends { readonly share: number }>(from: readonly T[]): T;
}

/** Makes a separate stream for each seed and number, so that no customer depends on another (mulberry32). */
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
      // The Box-Muller transform makes a normally distributed number from two uniform ones.
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
