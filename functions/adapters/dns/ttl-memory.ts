/** Values that are kept across the sessions of a process, each for its TTL. Times are whole minutes. */
export interface TtlMemory<T> {
  /** Returns a value that is still kept, and the seconds that are left of its TTL. */
  get(key: string, minute: number): { readonly value: T; readonly leftSeconds: number } | undefined;
  keep(key: string, value: T, ttlSeconds: number, minute: number): void;
}

/** The servers that a domain leaves never announce the move, so the parent is asked at least once an hour. */
const LONGEST_MINUTES = 60;
const SECONDS_A_MINUTE = 60;

/** Makes an empty memory; beyond so many values the oldest one is dropped. */
export function createTtlMemory<T>(most: number): TtlMemory<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key, minute) {
      const known = kept.get(key);
      if (known === undefined) return undefined;
      if (minute < known.until) {
        return { value: known.value, leftSeconds: (known.until - minute) * SECONDS_A_MINUTE };
      }
      kept.delete(key);
      return undefined;
    },
    keep(key, value, ttlSeconds, minute) {
      const [oldest] = kept.size >= most ? kept.keys() : [];
      if (oldest !== undefined) kept.delete(oldest);
      const minutes = Math.max(1, Math.floor(ttlSeconds / SECONDS_A_MINUTE));
      kept.set(key, { value, until: minute + Math.min(LONGEST_MINUTES, minutes) });
    },
  };
}
