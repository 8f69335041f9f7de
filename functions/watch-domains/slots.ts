import type { WatchDeps } from "./deps.ts";

/** A reserved SES slot: a function that waits until the slot begins. */
export type Slot = () => Promise<void>;

/** The SES slots that one run may use. */
export interface Slots {
  /** The next slot; `undefined` once one is too far off or the run has had its share, and for the rest of the run. */
  take(): Promise<Slot | undefined>;
}

/** How long a run waits for a slot, and how many it takes at most. */
interface Patience {
  readonly waitMs: number;
  readonly most?: number;
}

/** Takes slots as long as they begin soon. */
export function createSlots(
  now: number,
  { budget, pause }: Pick<WatchDeps, "budget" | "pause">,
  { waitMs, most = Number.POSITIVE_INFINITY }: Patience,
): Slots {
  let reached = now;
  let left = most;
  return {
    async take() {
      if (left <= 0) return undefined;
      const slotAt = await budget.take(now);
      left = slotAt <= now + waitMs ? left - 1 : 0;
      if (slotAt > now + waitMs) return undefined;
      return async () => {
        if (slotAt > reached) await pause(slotAt - reached);
        reached = Math.max(reached, slotAt);
      };
    },
  };
}
