import * as z from "zod";

/** The environment of show-setup. */
export const environment = z.object({
  LINK_SECRET_ID: z.string(),
  PUBLIC_URL: z.string(),
  /** The name of the prober's function. */
  SHARD_FUNCTION: z.string(),
  TABLE_NAME: z.string(),
});
