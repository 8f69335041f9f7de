/**
 * Random numbers that are the same for the same seed (mulberry32), fast enough for a hundred thousand
 * packets.
 */
export interface Random {
  readonly seed: number;
  /** Returns a whole number in [0, limit). */
  below(limit: number): number;
  pick<T>(from: readonly T[]): T;
}

/** Takes the seed from FUZZ_SEED, or a new one; a test prints it, so that a failure can be reproduced. */
export function createRandom(seed = Number(process.env["FUZZ_SEED"] ?? Date.now() % 2 ** 31)): Random {
  let state = seed >>> 0;
  function below(limit: number): number {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }
  return {
    seed,
    below,
    pick<T>(from: readonly T[]): T {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error("nothing to pick from");
      return picked;
    },
  };
}
