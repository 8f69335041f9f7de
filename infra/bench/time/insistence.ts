import { type Disturbance, UNDISTURBED } from "./disturbance.ts";
import type { Timeline } from "./timeline.ts";

/** The pause before a help desk or a person repeats a request that failed. */
const ASK_AGAIN_MS = 30_000;

/** Does work, and repeats it later if it fails. */
export type Insist = (work: () => Promise<void>) => Promise<void>;

/** Makes callers that repeat failed work. Without injected faults, an error ends the simulation. */
export function insistence(timeline: Timeline, disturbance: Disturbance): Insist {
  return async function untilItWorks(work) {
    try {
      await work();
    } catch (error) {
      if (disturbance === UNDISTURBED) throw error;
      timeline.at(timeline.now() + ASK_AGAIN_MS, () => untilItWorks(work));
    }
  };
}
