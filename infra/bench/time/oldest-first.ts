import type { Life } from "./life.ts";
import { type CheckTimes, ticks } from "./peer-checks.ts";
import { sesUnder } from "./peer-ses.ts";
import type { Peer } from "./peers.ts";

/**
 * Calculates the checks of a peer that checks only its oldest pending domains. A domain enters that window once enough older
 * domains are verified, and leaves it when it is verified itself. A domain that SES gave up on never leaves it.
 */
export function oldestFirst(peer: Peer, lives: readonly Life[]): Map<Life, CheckTimes> {
  const [every = 0] = peer.everySeconds;
  const checks = new Map<Life, CheckTimes>();
  /** The time from which each place in the window is free. */
  const freeMs: number[] = Array.from({ length: peer.oldest ?? 0 }, () => 0);
  for (const life of lives.toSorted((one, other) => one.createdMs - other.createdMs)) {
    freeMs.sort((one, other) => one - other);
    const [firstMs = 0] = freeMs;
    const own = ticks(every * 1000, Math.max(life.createdMs, firstMs), life.endMs);
    checks.set(life, own);
    const { known } = sesUnder(peer, life, own);
    freeMs[0] = known ?? Number.POSITIVE_INFINITY;
  }
  return checks;
}
