import * as z from "zod";

/** The environment of index-onboardings. */
export const environment = z.object({
  TABLE_NAME: z.string(),
  /** With `alarms`, Sendworthy publishes no metrics of its own. */
  MONITORING: z.enum(["alarms", "metrics", "dashboard"]),
});
