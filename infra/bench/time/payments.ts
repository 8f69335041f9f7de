import type { Disturbance } from "./disturbance.ts";
import { type FunctionUse, type Meter, useOf } from "./meter.ts";
import type { Story } from "./story.ts";

/** The duration of a function. SES and DNS answer slowly, DynamoDB quickly. */
const TOOK_MS: Readonly<Record<string, number>> = { "check-domain": 1200, "create-identity": 500 };
const USUALLY_TOOK_MS = 80;

/** Decides which story pays for the units of the work that is done now. */
export interface Payments {
  /** Returns the meter that counts now, with its part for the function; none for what no onboarding and no watch causes. */
  payer(): Payer | undefined;
  /** Counts one invocation of a function for a story. No other work runs at the same time. */
  payFor<T>(story: Story, folder: string, work: () => Promise<T>): Promise<T>;
  /** Counts work that is part of a larger invocation, for a story or for the watch. */
  count<T>(payer: Pick<Story, "meter">, folder: string, work: () => Promise<T>): Promise<T>;
}

/** The meter of a story, and the usage of the function that runs for it. */
export interface Payer {
  readonly meter: Meter;
  readonly use: FunctionUse;
}

/** Makes the payments of a simulation. */
export function createPayments({ beforeInvoke }: Disturbance): Payments {
  let paying: Payer | undefined;

  async function count<T>(
    { meter }: Pick<Story, "meter">,
    folder: string,
    work: () => Promise<T>,
  ): Promise<T> {
    const caller = paying;
    paying = { meter, use: useOf(meter, folder) };
    try {
      return await work();
    } finally {
      paying = caller;
    }
  }

  return {
    payer: () => paying,
    count,
    payFor(story, folder, work) {
      beforeInvoke();
      const use = useOf(story.meter, folder);
      use.invocations += 1;
      use.lambdaMs += tookMs(folder);
      return count(story, folder, work);
    },
  };
}

/** Returns the duration of a function. */
export function tookMs(folder: string): number {
  return TOOK_MS[folder] ?? USUALLY_TOOK_MS;
}
