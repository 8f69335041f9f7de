/** A cache of a process whose values live for their TTL, across sessions. Times are whole minutes. */
export interface TtlMemory<T> {
  /** Returns a cached value with the seconds left of its TTL. */
  get(key: string, minute: number): { readonly value: T; readonly leftSeconds: number } | undefined;
  keep(key: string, value: T, ttlSeconds: number, minute: number): void;
}

/**
 * Servers that a domain has left do not announce the move, so the parent zone is asked at least once an hour.
 */
const LONGEST_MINUTES = 60;
const SECONDS_A_MINUTE = 60;

/** Makes an empty cache; when it holds `most` values, the oldest is dropped. */
export function createTtlMemory<T>(most: number): TtlMemory<T> {
  const kept = new Map<string, { readonly value: T; readonly until: number }>();
  return {
    get(key, minute) {
      const known = kept.get(key);
      if (known === undefined) return undefined;
      // An entry that has more than the longest time left was made by a clock that was far ahead.
      if (minute < known.until && known.until - minute <= LONGEST_MINUTES) {
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
