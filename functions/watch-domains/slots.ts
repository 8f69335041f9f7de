import { WATCH } from "#core/onboarding/schedule";
import type { WatchDeps } from "./deps.ts";

/** A reserved slot of the SES budget: waits until it begins. */
export type Slot = () => Promise<void>;

/** The slots of the SES budget that one run may use. */
export interface Slots {
  /** The next slot; `undefined` once one is too far off, and for the rest of the run. */
  take(): Promise<Slot | undefined>;
}

/** Takes slots as long as they come soon. */
export function createSlots(now: number, { budget, pause }: Pick<WatchDeps, "budget" | "pause">): Slots {
  let reached = now;
  let isOpen = true;
  return {
    async take() {
      if (!isOpen) return undefined;
      const slotAt = await budget.take(now);
      isOpen = slotAt <= now + WATCH.waitForSesSlotMs;
      if (!isOpen) return undefined;
      return async () => {
        if (slotAt > reached) await pause(slotAt - reached);
        reached = Math.max(reached, slotAt);
      };
    },
  };
}
