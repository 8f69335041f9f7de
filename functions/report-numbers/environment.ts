import * as z from "zod";

/** The environment of report-numbers. */
export const environment = z.object({
  TABLE_NAME: z.string(),
  /** With `alarms`, Sendworthy publishes no metrics of its own. */
  MONITORING: z.enum(["alarms", "metrics", "dashboard"]),
  CONFIGURATION_PARAMETER: z.string(),
  /** The address at which operators sign in to the console; empty without an OpenID Connect provider. */
  CONSOLE_URL: z.string(),
  CONFIGURATION_SET: z.string(),
  SENDER_ADDRESS: z.string(),
});
