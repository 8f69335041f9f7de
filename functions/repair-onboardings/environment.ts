import * as z from "zod";

/** The environment of repair-onboardings. */
export const environment = z.object({
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
