import { createTimers } from "../../local/timers.ts";

/** Virtual time, which runs planned work in order without waiting for the real clock. */
export interface Timeline {
  now(): number;
  /** Plans work for a time. Work for the same time runs in the order in which it was planned. */
  at(atMs: number, happen: () => unknown): void;
  /** Runs all work, one piece after the other, until none remains. */
  run(): Promise<void>;
}

/** Makes an empty timeline. */
export function createTimeline(): Timeline {
  const timers = createTimers();
  let nowMs = 0;

  return {
    now: () => nowMs,
    at(atMs, happen) {
      timers.add(Math.max(Math.round(atMs), nowMs), happen);
    },
    async run() {
      for (let nextMs = timers.firstMs(); nextMs !== undefined; nextMs = timers.firstMs()) {
        nowMs = nextMs;
        await timers.takeDue(nowMs)?.();
      }
    },
  };
}
