import type { Life } from "./life.ts";
import { type Looks, ticks } from "./peer-looks.ts";
import { sesUnder } from "./peer-ses.ts";
import type { Peer } from "./peers.ts";

/**
 * The looks of a peer that has a turn only for its oldest pending domains: a domain comes into that window once enough
 * older ones were verified, and leaves it when it is verified itself; what SES gave up stays in it for ever.
 */
export function oldestFirst(peer: Peer, lives: readonly Life[]): Map<Life, Looks> {
  const [every = 0] = peer.everySeconds;
  const looks = new Map<Life, Looks>();
  /** When each place in the window is free again. */
  const freeMs: number[] = Array.from({ length: peer.oldest ?? 0 }, () => 0);
  for (const life of lives.toSorted((one, other) => one.createdMs - other.createdMs)) {
    freeMs.sort((one, other) => one - other);
    const [firstMs = 0] = freeMs;
    const own = ticks(every * 1000, Math.max(life.createdMs, firstMs), life.endMs);
    looks.set(life, own);
    const { known } = sesUnder(peer, life, own);
    freeMs[0] = known ?? Number.POSITIVE_INFINITY;
  }
  return looks;
}
