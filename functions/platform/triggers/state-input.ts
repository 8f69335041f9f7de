import * as z from "zod";

/** The input of every state of the machine; the time comes with it, so that no function reads a clock. */
export const stateInput = z.object({
  onboardingId: z.string(),
  attempt: z.number().int(),
  now: z.iso.datetime().transform((text) => Date.parse(text)),
});

/** The input of every state of the machine. */
export type StateInput = z.infer<typeof stateInput>;
