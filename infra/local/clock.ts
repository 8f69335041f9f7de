import { createTimers } from "./timers.ts";

/** The only clock of the local cloud: every wait, DNS check, cache and time-out uses it. */
export interface Clock {
  /** The virtual time now, in epoch milliseconds. */
  now(): number;
  /** Calls `run` once virtual time reaches `atMs`; returns a function that cancels it. There is no longest delay. */
  at(atMs: number, run: () => void): () => void;
  /** Runs `work`; meanwhile virtual time is no faster than real time, so that a fast clock never times out real work. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Runs `work`; meanwhile virtual time stops, because the work takes no time on AWS. */
  stillDuring<T>(work: () => Promise<T>): Promise<T>;
  /** Stops all timers. */
  stop(): void;
}

/** setTimeout turns longer delays into 1 ms: https://nodejs.org/api/timers.html#settimeoutcallback-delay-args */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

/** Starts a clock at `startMs` that runs `speed` times as fast as real time while no work is running. */
export function startClock({
  speed = 1,
  startMs = Date.now(),
}: {
  speed?: number;
  startMs?: number;
} = {}): Clock {
  let anchorReal = performance.now();
  let anchorVirtual = startMs;
  let worksRunning = 0;
  let pauses = 0;
  const timers = createTimers();
  let nodeTimer: NodeJS.Timeout | undefined;

  const rateUnlessPaused = (): number => (worksRunning > 0 ? Math.min(1, speed) : speed);
  const rate = (): number => (pauses > 0 ? 0 : rateUnlessPaused());
  const now = (): number => Math.floor(anchorVirtual + (performance.now() - anchorReal) * rate());

  /** Only the first timer has a Node timer, so that a change of the rate is cheap with thousands of timers. */
  function setNodeTimer(): void {
    clearTimeout(nodeTimer);
    const firstMs = timers.firstMs();
    if (firstMs === undefined || rate() === 0) return;
    const realDelay = Math.min(Math.max(0, Math.ceil((firstMs - now()) / rate())), LONGEST_DELAY_MS);
    nodeTimer = setTimeout(runDue, realDelay);
  }

  function runDue(): void {
    const nowMs = now();
    try {
      for (let run = timers.takeDue(nowMs); run !== undefined; run = timers.takeDue(nowMs)) run();
    } finally {
      setNodeTimer();
    }
  }

  function changeRate(change: () => void): void {
    const virtual = anchorVirtual + (performance.now() - anchorReal) * rate();
    const before = rate();
    change();
    anchorReal = performance.now();
    anchorVirtual = virtual;
    if (rate() !== before) setNodeTimer();
  }

  return {
    now,
    at(atMs, run) {
      const cancel = timers.add(atMs, run);
      if (timers.firstMs() === atMs) setNodeTimer();
      return cancel;
    },
    async during(work) {
      changeRate(() => (worksRunning += 1));
      try {
        return await work();
      } finally {
        changeRate(() => (worksRunning -= 1));
      }
    },
    async stillDuring(work) {
      changeRate(() => (pauses += 1));
      try {
        return await work();
      } finally {
        changeRate(() => (pauses -= 1));
      }
    },
    stop() {
      clearTimeout(nodeTimer);
      timers.clear();
    },
  };
}
