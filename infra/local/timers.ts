import TinyQueue from "tinyqueue";

/** What is to run at its time, the earliest first; what is set for one moment runs in the order in which it was set. */
export interface Timers {
  /** Returns a function that takes it out. */
  add(atMs: number, run: () => unknown): () => void;
  /** When the first one is due. */
  firstMs(): number | undefined;
  /** Takes out the first one, if it is due. */
  takeDue(nowMs: number): (() => unknown) | undefined;
  clear(): void;
}

interface Timer {
  readonly atMs: number;
  readonly order: number;
  /** Absent once it is taken out: its place goes when its time comes. */
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
