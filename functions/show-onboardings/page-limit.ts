import * as z from "zod";

/** The number of entries on a page. */
export const pageLimit = z.coerce
  .number("a number from 1 to 100")
  .int("a whole number from 1 to 100")
  .min(1, "a number from 1 to 100")
  .max(100, "a number from 1 to 100")
  .default(25);
