import * as z from "zod";

/** The environment of guard-console. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  /** Empty to use the request's host. */
  PUBLIC_URL: z.string(),
  /** The name of the function that renders the console's pages. */
  SHOW_CONSOLE_FUNCTION: z.string(),
  SIGN_IN_CLIENT_ID: z.string().min(1),
  SIGN_IN_ISSUER: z.url(),
  SIGN_IN_SECRET_ID: z.string(),
  TABLE_NAME: z.string(),
});
