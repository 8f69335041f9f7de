import * as z from "zod";

/** The environment of forget-people. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
