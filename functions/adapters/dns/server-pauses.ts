/** A server without a usable answer for a zone. Times are whole minutes. */
interface Failing {
  readonly failures: number;
  readonly lastAt: number;
  readonly pausedUntil: number;
}

/** RFC 9520 §3.2: each pause is longer than the previous one, up to five minutes. */
const LONGEST_MINUTES = 5;
/** Takes some megabytes. */
const MOST_FAILING = 20_000;

/** The servers that refuse queries for a zone or do not answer them, remembered by the process. */
export class ServerPauses {
  readonly #failing = new Map<string, Failing>();

  /** Returns the zone's servers that may be asked in this minute. */
  able<T extends { readonly name: string }>(
    servers: readonly T[],
    zone: string,
    minute: number,
  ): readonly T[] {
    if (this.#failing.size === 0) return servers;
    return servers.filter(({ name }) => {
      const failing = this.#failing.get(keyOf(name, zone));
      if (failing === undefined) return true;
      // A pause that has more than its longest time left was set by a clock that was far ahead.
      return minute >= failing.pausedUntil || failing.pausedUntil - minute > LONGEST_MINUTES;
    });
  }

  /**
   * Records whether a server gave a usable answer. Several failed questions in one minute count as one
   * failure.
   */
  note(server: string, zone: string, hasAnswered: boolean, minute: number): void {
    if (hasAnswered && this.#failing.size === 0) return;
    const key = keyOf(server, zone);
    if (hasAnswered) {
      this.#failing.delete(key);
      return;
    }
    const before = this.#failing.get(key);
    if (before?.lastAt === minute) return;
    const failures = (before?.failures ?? 0) + 1;
    const [oldest] = this.#failing.size >= MOST_FAILING ? this.#failing.keys() : [];
    if (oldest !== undefined) this.#failing.delete(oldest);
    const pausedUntil = minute + Math.min(LONGEST_MINUTES, 2 ** (failures - 1));
    this.#failing.set(key, { failures, lastAt: minute, pausedUntil });
  }
}

function keyOf(server: string, zone: string): string {
  return `${server} ${zone}`;
}
