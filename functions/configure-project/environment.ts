import { z } from "zod";

/** The environment of configure-project. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
