import * as z from "zod";

/** The environment of await-signal. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
