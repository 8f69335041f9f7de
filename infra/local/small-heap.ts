import { setFlagsFromString } from "node:v8";

/** Options of V8 that make it collect garbage early: `node --v8-options` describes them. */
export const SMALL_HEAP_FLAGS = [
  "--max-semi-space-size=2",
  "--optimize-for-size",
  "--heap-growing-percent=20",
];

/**
 * Makes V8 collect garbage early from now on, in every thread. By default the heaps of a local cloud grow to several times
 * the size of their live data. For 300 onboardings these options halve the memory and cost a tenth more processor time.
 */
export function keepHeapsSmall(): void {
  for (const flag of SMALL_HEAP_FLAGS) setFlagsFromString(flag);
}
