import { createTimers } from "../../local/timers.ts";

/** Virtual time: what is to happen, in its order. Nothing waits for the wall clock. */
export interface Timeline {
  now(): number;
  /** Happens at that time; what is set for one moment happens in the order in which it was set. */
  at(atMs: number, happen: () => unknown): void;
  /** Lets everything happen, one after the other, until nothing is left. */
  run(): Promise<void>;
}

/** Makes a timeline on which nothing is set. */
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
