import { type Clock, startClock } from "./clock.ts";
import type { Store } from "./store.ts";

interface Saved {
  readonly virtualMs: number;
  readonly realMs: number;
  /** The clock never returned a later time than this, so it continues from here after `kill -9`. */
  readonly ceilingMs: number;
}

const SAVE_EVERY_MS = 100;
/** The longest delay of a save, in real time, before the clock could pass the saved ceiling. */
const CEILING_AHEAD_MS = 300;

/** Starts a clock that never goes back, even after a restart; while it is stopped, virtual time passes like real time. */
export function startLastingClock({ store, speed }: { store: Store; speed: number }): Clock {
  const collection = store.collection<Saved>("clock");
  const saved = collection.get("clock");
  const realMs = Date.now();
  const startMs =
    saved === undefined ? realMs : Math.max(saved.ceilingMs, realMs + saved.virtualMs - saved.realMs);
  const clock = startClock({ speed, startMs });

  const save = (aheadMs: number): void => {
    const virtualMs = clock.now();
    collection.put("clock", {
      virtualMs,
      realMs: Date.now(),
      ceilingMs: virtualMs + Math.ceil(aheadMs * Math.max(1, speed)),
    });
  };
  save(CEILING_AHEAD_MS);
  const timer = setInterval(() => save(CEILING_AHEAD_MS), SAVE_EVERY_MS);
  return {
    ...clock,
    stop() {
      clearInterval(timer);
      save(0);
      clock.stop();
    },
  };
}
