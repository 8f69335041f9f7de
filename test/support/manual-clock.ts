import type { Clock } from "../../infra/local/clock.ts";

/** A clock that moves only when a test says so. */
export interface ManualClock extends Clock {
  /** Advances time, and runs all due work at its own time. */
  advance(seconds: number): Promise<void>;
  /** Resolves when no work is in progress. */
  idle(): Promise<void>;
}

/** Makes a clock that stays at `startMs`. */
export function createManualClock(startMs = Date.UTC(2026, 10, 23, 9)): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const underWay = new Set<Promise<unknown>>();

  async function idle(): Promise<void> {
    // Work may begin after a promise of its caller settles, so the check is repeated after the microtasks.
    await new Promise((resolve) => setImmediate(resolve));
    while (underWay.size > 0) {
      await Promise.allSettled(underWay);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  return {
    now: () => nowMs,
    at(atMs, run) {
      const timer = { atMs, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    async during(work) {
      const promise = work();
      underWay.add(promise);
      try {
        return await promise;
      } finally {
        underWay.delete(promise);
      }
    },
    stillDuring: (work) => work(),
    stop: () => timers.clear(),
    idle,
    async advance(seconds) {
      const untilMs = nowMs + seconds * 1000;
      for (;;) {
        const [next] = [...timers].sort((a, b) => a.atMs - b.atMs);
        if (next === undefined || next.atMs > untilMs) break;
        timers.delete(next);
        nowMs = Math.max(nowMs, next.atMs);
        next.run();
        await idle();
      }
      nowMs = untilMs;
    },
  };
}
