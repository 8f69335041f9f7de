import * as z from "zod";

/** The environment of report-failure. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
