/** What is to run at its time, the earliest first; what is set for one moment runs in the order in which it was set. */
export interface Timers {
  /** Returns a function that takes it out. */
  add(atMs: number, run: () => void): () => void;
  /** When the first one is due. */
  firstMs(): number | undefined;
  /** Takes out the first one, if it is due. */
  takeDue(nowMs: number): (() => void) | undefined;
  clear(): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  readonly run: () => void;
}

/** Makes an empty list of timers. */
export function createTimers(): Timers {
  /** In their order: finding a place takes few steps among thousands. */
  const timers: Timer[] = [];
  let order = 0;

  /** Where `timer` is, or belongs. */
  function placeOf(timer: Timer): number {
    let [low, high] = [0, timers.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = timers[middle];
      if (other !== undefined && isBefore(other, timer)) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  return {
    add(atMs, run) {
      const timer = { atMs, order, run };
      order += 1;
      timers.splice(placeOf(timer), 0, timer);
      return () => {
        const place = placeOf(timer);
        if (timers[place] === timer) timers.splice(place, 1);
      };
    },
    firstMs: () => timers[0]?.atMs,
    takeDue(nowMs) {
      const [first] = timers;
      if (first === undefined || first.atMs > nowMs) return undefined;
      timers.shift();
      return first.run;
    },
    clear() {
      timers.length = 0;
    },
  };
}

function isBefore(one: Timer, other: Timer): boolean {
  return one.atMs < other.atMs || (one.atMs === other.atMs && one.order < other.order);
}
