import type { ZoneTurns } from "#core/dns/zone-turns";

/** Turns in memory, `turnMilliseconds` apart for each domain; 0 never makes anybody wait. */
export function fakeTurns(turnMilliseconds = 0): ZoneTurns {
  const next = new Map<string, number>();
  return {
    async take(domain, nowMs) {
      const isFree = (next.get(domain) ?? 0) <= nowMs;
      const nextTurnAt = nowMs + turnMilliseconds;
      if (isFree) next.set(domain, nextTurnAt);
      return isFree ? nowMs : nextTurnAt;
    },
  };
}
