import { WATCH, ZONE_TURN_MS } from "#core/onboarding/schedule";
import type { WatchDeps } from "./deps.ts";

/** A reserved SES slot: a function that waits until the slot begins. */
export type Slot = () => Promise<void>;

/** The slots of the SES budget and the turns of zones for which one run may wait. */
export interface Slots {
  /**
   * Returns the next slot; `undefined` for the rest of the run after one is too far in the future, or after
   * the run has used its share.
   */
  take(): Promise<Slot | undefined>;
  /**
   * Waits for the turn of a zone and returns its time; `undefined` once the run has waited for turns as long
   * as it may.
   */
  turnOf(zone: string): Promise<number | undefined>;
}

/** How long a run waits for a slot, and how many slots it takes at most. */
interface Patience {
  readonly waitMs: number;
  readonly most?: number;
}

/** Takes slots and turns as long as they begin soon. */
export function createSlots(
  now: number,
  { budget, turns, pause }: Pick<WatchDeps, "budget" | "turns" | "pause">,
  { waitMs, most = Number.POSITIVE_INFINITY }: Patience,
): Slots {
  let reached = now;
  let left = most;
  let waitedForTurns = 0;
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
    async turnOf(zone) {
      while (!(await turns.takeIfFree(zone, reached))) {
        if (waitedForTurns >= WATCH.waitForTurnsMs) return undefined;
        await pause(ZONE_TURN_MS);
        waitedForTurns += ZONE_TURN_MS;
        reached += ZONE_TURN_MS;
      }
      return reached;
    },
  };
}
