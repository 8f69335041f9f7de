import { z } from "zod";

/** The environment of operate-onboardings. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
