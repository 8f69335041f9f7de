import { randomFillSync } from "node:crypto";

/** How many are drawn at once: a call of the generator costs more than all else that a query needs. */
const drawn = new Uint16Array(1_024);
let used = drawn.length;

/** Returns 16 bits that nobody can predict (RFC 5452 §9.2). */
export function randomBits(): number {
  if (used === drawn.length) {
    randomFillSync(drawn);
    used = 0;
  }
  const bits = drawn[used] ?? 0;
  used += 1;
  return bits;
}
