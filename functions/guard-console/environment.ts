import * as z from "zod";

/** The environment of guard-console. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  /** Empty for the host of the request. */
  PUBLIC_URL: z.string(),
  /** The function that shows the console's pages. */
  SHOW_CONSOLE_FUNCTION: z.string(),
  SIGN_IN_CLIENT_ID: z.string().min(1),
  SIGN_IN_ISSUER: z.url(),
  SIGN_IN_SECRET_ID: z.string(),
  TABLE_NAME: z.string(),
});
