import { z } from "zod";

/** The environment of receive-signal. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  LINK_SECRET_ID: z.string(),
  TABLE_NAME: z.string(),
});
