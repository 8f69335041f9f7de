import * as z from "zod";

/** The event of an EventBridge schedule; its time is the time of the run. */
export const scheduledEvent = z.object({
  time: z.iso.datetime().transform((text) => Date.parse(text)),
});

/** The event of an EventBridge schedule. */
export type ScheduledEvent = z.infer<typeof scheduledEvent>;
