import * as z from "zod";

/** What every state of the machine is given: the time is the state's, so that no function reads a clock. */
export const stateInput = z.object({
  onboardingId: z.string(),
  attempt: z.number().int(),
  now: z.iso.datetime().transform((text) => Date.parse(text)),
});

/** What every state of the machine is given. */
export type StateInput = z.infer<typeof stateInput>;
