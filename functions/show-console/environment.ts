import * as z from "zod";

/** The environment of show-console. */
export const environment = z.object({
  /** The name of the function that answers reads of the operators' API. */
  SHOW_FUNCTION: z.string(),
  /** The name of the function that runs operators' actions. */
  OPERATE_FUNCTION: z.string(),
  /** Every function gets this variable; this one has no permission for the table. */
  TABLE_NAME: z.string(),
});
