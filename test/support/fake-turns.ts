import type { ZoneTurns } from "#core/dns/zone-turns";

/** Makes turns in memory, `turnMilliseconds` apart for each domain; with 0 no caller waits. */
export function fakeTurns(turnMilliseconds = 0): ZoneTurns {
  const next = new Map<string, number>();
  const take = async (domain: string, nowMs: number): Promise<number> => {
    const turnAt = Math.max(next.get(domain) ?? 0, nowMs);
    next.set(domain, turnAt + turnMilliseconds);
    return turnAt;
  };
  return {
    take,
    async takeIfFree(domain, nowMs) {
      if ((next.get(domain) ?? 0) > nowMs) return false;
      await take(domain, nowMs);
      return true;
    },
  };
}
