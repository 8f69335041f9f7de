import { z } from "zod";

/** The environment of tell-customer. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
