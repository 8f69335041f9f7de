import { createTimers } from "./timers.ts";

/** The one clock of the local cloud: every wait, look, cache and time-out follows it. */
export interface Clock {
  /** Virtual time now, epoch milliseconds. */
  now(): number;
  /** Calls `run` once virtual time reaches `atMs`; returns a function that cancels it. Right for any distance. */
  at(atMs: number, run: () => void): () => void;
  /** Time runs at its real speed while `work` is under way, so that a fast clock never times out real work. */
  during<T>(work: () => Promise<T>): Promise<T>;
  /** Time stands still while `work` is under way, which takes no time on AWS. */
  stillDuring<T>(work: () => Promise<T>): Promise<T>;
  /** Stops all timers. */
  stop(): void;
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
  let standing = 0;
  const timers = createTimers();
  let alarm: NodeJS.Timeout | undefined;

  const moving = (): number => (underWay > 0 ? Math.min(1, speed) : speed);
  const rate = (): number => (standing > 0 ? 0 : moving());
  const now = (): number => Math.floor(anchorVirtual + (performance.now() - anchorReal) * rate());

  /** One alarm, for the first timer: thousands that wait cost nothing when the rate changes. */
  function setAlarm(): void {
    clearTimeout(alarm);
    const firstMs = timers.firstMs();
    if (firstMs === undefined || rate() === 0) return;
    const realDelay = Math.min(Math.max(0, Math.ceil((firstMs - now()) / rate())), LONGEST_DELAY_MS);
    alarm = setTimeout(ring, realDelay);
  }

  function ring(): void {
    const nowMs = now();
    try {
      for (let run = timers.takeDue(nowMs); run !== undefined; run = timers.takeDue(nowMs)) run();
    } finally {
      setAlarm();
    }
  }

  function changeRate(change: () => void): void {
    const virtual = anchorVirtual + (performance.now() - anchorReal) * rate();
    const before = rate();
    change();
    anchorReal = performance.now();
    anchorVirtual = virtual;
    if (rate() !== before) setAlarm();
  }

  return {
    now,
    at(atMs, run) {
      const cancel = timers.add(atMs, run);
      if (timers.firstMs() === atMs) setAlarm();
      return cancel;
    },
    async during(work) {
      changeRate(() => (underWay += 1));
      try {
        return await work();
      } finally {
        changeRate(() => (underWay -= 1));
      }
    },
    async stillDuring(work) {
      changeRate(() => (standing += 1));
      try {
        return await work();
      } finally {
        changeRate(() => (standing -= 1));
      }
    },
    stop() {
      clearTimeout(alarm);
      timers.clear();
    },
  };
}
