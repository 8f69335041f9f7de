import type { Disturbance } from "./disturbance.ts";
import type { Meter } from "./meter.ts";
import type { Story } from "./story.ts";

/** The duration of a function. SES and DNS answer slowly, DynamoDB quickly. */
const TOOK_MS: Readonly<Record<string, number>> = { "check-domain": 1200, "create-identity": 500 };
const USUALLY_TOOK_MS = 80;

/** Decides which story pays for the units of the work that is done now. */
export interface Payments {
  /** Returns the meter that counts now; none while the watch runs, because its costs are monthly. */
  meter(): Meter | undefined;
  /** Counts one invocation of a function for a story. No other work runs at the same time. */
  payFor<T>(story: Story, folder: string, work: () => Promise<T>): Promise<T>;
  /** Counts work for a story that is part of a larger invocation. */
  count<T>(story: Story, work: () => Promise<T>): Promise<T>;
}

/** Makes the payments of a simulation. */
export function createPayments({ beforeInvoke }: Disturbance): Payments {
  let paying: Meter | undefined;

  async function count<T>(story: Story, work: () => Promise<T>): Promise<T> {
    paying = story.meter;
    try {
      return await work();
    } finally {
      paying = undefined;
    }
  }

  return {
    meter: () => paying,
    count,
    payFor(story, folder, work) {
      beforeInvoke();
      story.meter.invocations += 1;
      story.meter.lambdaMs += tookMs(folder);
      return count(story, work);
    },
  };
}

/** Returns the duration of a function. */
export function tookMs(folder: string): number {
  return TOOK_MS[folder] ?? USUALLY_TOOK_MS;
}
