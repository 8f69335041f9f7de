import type { Clock } from "../../../infra/local/clock.ts";

/** A clock that moves only when a test moves it. */
export interface ManualClock extends Clock {
  advance(ms: number): void;
  /** Returns the time of the next timer, if one is set. */
  nextMs(): number | undefined;
}

/** Starts a manual clock at `startMs`. */
export function manualClock(startMs = Date.parse("2026-03-01T09:00:00Z")): ManualClock {
  let nowMs = startMs;
  const timers = new Set<{ atMs: number; run: () => void }>();
  const first = () => [...timers].sort((a, b) => a.atMs - b.atMs)[0];

  function runDue(): void {
    for (let timer = first(); timer !== undefined && timer.atMs <= nowMs; timer = first()) {
      timers.delete(timer);
      timer.run();
    }
  }

  return {
    now: () => nowMs,
    at(atMs, run) {
      const timer = { atMs, run };
      timers.add(timer);
      queueMicrotask(runDue);
      return () => timers.delete(timer);
    },
    during: (work) => work(),
    stillDuring: (work) => work(),
    stop: () => timers.clear(),
    advance(ms) {
      nowMs += ms;
      runDue();
    },
    nextMs: () => first()?.atMs,
  };
}
