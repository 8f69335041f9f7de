import { z } from "zod";

/** The environment of receive-ticket. */
export const environment = z.object({
  AWS_REGION: z.string(),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
  WEBHOOK_SECRET_ID: z.string(),
});
