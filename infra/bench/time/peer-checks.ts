import type { Life } from "./life.ts";
import type { Peer } from "./peers.ts";

/** The times at which a peer checks one pending domain. */
export interface CheckTimes {
  /** Lists the times from a given time until the end of the simulation. */
  times(fromMs: number): Iterable<number>;
  /** Counts the checks from the ticket until a time, inclusive. */
  count(untilMs: number): number;
}

/**
 * Returns the checks of a peer: at the ticks of its single clock, or at growing intervals from the ticket on.
 */
export function checkTimesOf(peer: Peer, life: Life): CheckTimes {
  const [every = 0, second] = peer.everySeconds;
  return second === undefined ? ticks(every * 1000, life.createdMs, life.endMs) : grown(peer, life);
}

/** Returns the ticks of one clock for all domains; the first tick after the ticket is the first check. */
export function ticks(everyMs: number, fromMs: number, endMs: number): CheckTimes {
  const tickFrom = (atMs: number): number => Math.ceil(atMs / everyMs) * everyMs;
  return {
    *times(sinceMs) {
      for (let atMs = tickFrom(Math.max(sinceMs, fromMs)); atMs <= endMs; atMs += everyMs) yield atMs;
    },
    count: (untilMs) =>
      Math.max(0, Math.floor(Math.min(untilMs, endMs) / everyMs) - Math.ceil(fromMs / everyMs) + 1),
  };
}

function grown({ everySeconds }: Peer, { createdMs, endMs }: Life): CheckTimes {
  let atMs = createdMs;
  const all = everySeconds.map((seconds) => {
    atMs += seconds * 1000;
    return atMs;
  });
  const until = (limitMs: number): number[] => all.filter((time) => time <= Math.min(limitMs, endMs));
  return {
    times: (sinceMs) => until(endMs).filter((time) => time >= sinceMs),
    count: (untilMs) => until(untilMs).length,
  };
}
