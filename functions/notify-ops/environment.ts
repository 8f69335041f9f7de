import * as z from "zod";

/** The environment of notify-ops. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
