import TinyQueue from "tinyqueue";

/**
 * A list of functions, each with the time at which it runs; functions of the same time run in the order in
 * which they were added.
 */
export interface Timers {
  /** Adds a timer; returns a function that removes it. */
  add(atMs: number, run: () => unknown): () => void;
  /** Returns the time of the first timer. */
  firstMs(): number | undefined;
  /** Removes and returns the first timer's function if it is due. */
  takeDue(nowMs: number): (() => unknown) | undefined;
  clear(): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  /** Absent once the timer is removed; the queue drops the entry when it reaches the front. */
  run?: (() => unknown) | undefined;
}

/** Makes an empty list of timers. */
export function createTimers(): Timers {
  let queue = emptyQueue();
  let order = 0;

  function first(): Timer | undefined {
    while (queue.length > 0 && queue.peek()?.run === undefined) queue.pop();
    return queue.peek();
  }

  return {
    add(atMs, run) {
      const timer: Timer = { atMs, order, run };
      order += 1;
      queue.push(timer);
      return () => {
        timer.run = undefined;
      };
    },
    firstMs: () => first()?.atMs,
    takeDue(nowMs) {
      const timer = first();
      if (timer === undefined || timer.atMs > nowMs) return undefined;
      queue.pop();
      return timer.run;
    },
    clear() {
      queue = emptyQueue();
    },
  };
}

function emptyQueue(): TinyQueue<Timer> {
  return new TinyQueue<Timer>([], (one, other) => one.atMs - other.atMs || one.order - other.order);
}
