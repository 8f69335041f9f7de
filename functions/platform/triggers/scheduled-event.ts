import * as z from "zod";

/** What EventBridge sends on a schedule; its time is the time of the run. */
export const scheduledEvent = z.object({
  time: z.iso.datetime().transform((text) => Date.parse(text)),
});

/** What EventBridge sends on a schedule. */
export type ScheduledEvent = z.infer<typeof scheduledEvent>;
