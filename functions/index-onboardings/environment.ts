import * as z from "zod";

/** The environment of index-onboardings. */
export const environment = z.object({
  TABLE_NAME: z.string(),
  /** With `alarms` no metric of Sendworthy's own leaves. */
  MONITORING: z.enum(["alarms", "metrics", "dashboard"]),
});
