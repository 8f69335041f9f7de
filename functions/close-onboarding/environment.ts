import * as z from "zod";

/** The environment of close-onboarding. */
export const environment = z.object({
  TABLE_NAME: z.string(),
});
