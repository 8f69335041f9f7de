import type { Life } from "./life.ts";
import type { Peer } from "./peers.ts";

/** The times at which a peer checks one domain while it is pending. */
export interface Looks {
  /** From a time on, until the customer is followed no longer. */
  times(fromMs: number): Iterable<number>;
  /** How many there are from the ticket until a time, that one included. */
  count(untilMs: number): number;
}

/** The looks of a peer: at every tick of its one clock, or by its growing waits from the ticket on. */
export function looksOf(peer: Peer, life: Life): Looks {
  const [every = 0, second] = peer.everySeconds;
  return second === undefined ? ticks(every * 1000, life.createdMs, life.endMs) : grown(peer, life);
}

/** Ticks of one clock for all domains: the first one after the ticket is the first look. */
export function ticks(everyMs: number, fromMs: number, endMs: number): Looks {
  const tickFrom = (atMs: number): number => Math.ceil(atMs / everyMs) * everyMs;
  return {
    *times(sinceMs) {
      for (let atMs = tickFrom(Math.max(sinceMs, fromMs)); atMs <= endMs; atMs += everyMs) yield atMs;
    },
    count: (untilMs) =>
      Math.max(0, Math.floor(Math.min(untilMs, endMs) / everyMs) - Math.ceil(fromMs / everyMs) + 1),
  };
}

function grown({ everySeconds }: Peer, { createdMs, endMs }: Life): Looks {
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
