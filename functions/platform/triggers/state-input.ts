import * as z from "zod";

/** The input of every state of the state machine; it includes the time, so that no function reads a clock. */
export const stateInput = z.object({
  onboardingId: z.string(),
  attempt: z.number().int(),
  now: z.iso.datetime().transform((text) => Date.parse(text)),
});

/** The input of every state of the state machine. */
export type StateInput = z.infer<typeof stateInput>;
