/** The one clock of the local cloud: every wait, look, cache and time-out follows it. */
export interface Clock {
  /** Virtual time now, epoch milliseconds. */
  now(): number;
  /** Calls `run` once virtual time reaches `atMs`; returns a function that cancels it. Right for any distance. */
  at(atMs: number, run: () => void): () => void;
  /** Time runs at its real speed while `work` is under way, so that a fast clock never times out real work. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Stops all timers. */
  stop(): void;
}

interface Timer {
  readonly atMs: number;
  readonly run: () => void;
  handle: NodeJS.Timeout | undefined;
}

/** setTimeout turns longer delays into 1 ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Starts a clock at `startMs` that runs `speed` times as fast as real time whenever nothing is under way. */
export function startClock({
  speed = 1,
  startMs = Date.now(),
}: {
  speed?: number;
  startMs?: number;
} = {}): Clock {
  let anchorReal = performance.now();
  let anchorVirtual = startMs;
  let underWay = 0;
  const timers = new Set<Timer>();

  const rate = (): number => (underWay > 0 ? Math.min(1, speed) : speed);
  const now = (): number => Math.floor(anchorVirtual + (performance.now() - anchorReal) * rate());

  function arm(timer: Timer): void {
    clearTimeout(timer.handle);
    const realDelay = Math.min(Math.max(0, Math.ceil((timer.atMs - now()) / rate())), LONGEST_DELAY_MS);
    timer.handle = setTimeout(() => {
      if (now() < timer.atMs) return arm(timer);
      timers.delete(timer);
      timer.run();
    }, realDelay);
  }

  function changeRate(by: 1 | -1): void {
    const virtual = anchorVirtual + (performance.now() - anchorReal) * rate();
    const before = rate();
    underWay += by;
    anchorReal = performance.now();
    anchorVirtual = virtual;
    if (rate() !== before) for (const timer of timers) arm(timer);
  }

  return {
    now,
    at(atMs, run) {
      const timer: Timer = { atMs, run, handle: undefined };
      timers.add(timer);
      arm(timer);
      return () => {
        clearTimeout(timer.handle);
        timers.delete(timer);
      };
    },
    async during(work) {
      changeRate(1);
      try {
        return await work();
      } finally {
        changeRate(-1);
      }
    },
    stop() {
      for (const timer of timers) clearTimeout(timer.handle);
      timers.clear();
    },
  };
}
