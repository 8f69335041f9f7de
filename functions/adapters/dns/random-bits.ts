import { randomFillSync } from "node:crypto";

/**
 * The numbers are generated in batches, because one call of the generator takes longer than all other work of
 * a query.
 */
const drawn = new Uint16Array(1_024);
let used = drawn.length;

/** Returns 16 unpredictable bits (RFC 5452 §9.2). */
export function randomBits(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const bits = drawn[used] ?? 0;
  used += 1;
  return bits;
}
