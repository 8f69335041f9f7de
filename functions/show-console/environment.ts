import * as z from "zod";

/** The environment of show-console. */
export const environment = z.object({
  /** The function that answers the reads of the operators' API. */
  SHOW_FUNCTION: z.string(),
  /** The function that runs operators' actions. */
  OPERATE_FUNCTION: z.string(),
  /** Every function is given it; this one has no right on the table. */
  TABLE_NAME: z.string(),
});
