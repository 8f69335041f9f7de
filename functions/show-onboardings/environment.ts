import * as z from "zod";

/** The environment of show-onboardings. */
export const environment = z.object({
  TABLE_NAME: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  STATE_MACHINE_ARN: z.string(),
});
