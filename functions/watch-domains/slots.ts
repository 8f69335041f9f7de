import { WATCH } from "#core/schedule";
import type { WatchDeps } from "./watch-domains.ts";

/** The slots of the SES budget that one run may use. */
export interface Slots {
  /** Waits for the next slot; `false` once it is too far off, and for the rest of the run. */
  next(): Promise<boolean>;
}

/** Takes slots for as long as they come soon. */
export function createSlots(now: number, { budget, pause }: Pick<WatchDeps, "budget" | "pause">): Slots {
  let reached = now;
  let isOpen = true;
  return {
    async next() {
      if (!isOpen) return false;
      const slotAt = await budget.take(now);
      isOpen = slotAt <= now + WATCH.patienceMs;
      if (!isOpen) return false;
      if (slotAt > reached) await pause(slotAt - reached);
      reached = Math.max(reached, slotAt);
      return true;
    },
  };
}
