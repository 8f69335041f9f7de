import * as z from "zod";

/** The environment of report-week. */
export const environment = z.object({
  TABLE_NAME: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  CONFIGURATION_SET: z.string(),
  SENDER_ADDRESS: z.string(),
});
