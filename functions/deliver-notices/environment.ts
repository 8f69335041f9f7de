import { z } from "zod";

/** The environment of deliver-notices. */
export const environment = z.object({
  CONFIGURATION_SET: z.string(),
  DEAD_NOTICES_URL: z.string(),
  LINK_SECRET_ID: z.string(),
  OPS_TOPIC_ARN: z.string(),
  PUBLIC_URL: z.string(),
  SENDER_ADDRESS: z.string(),
  SUPPORT_ADDRESS: z.string(),
  TABLE_NAME: z.string(),
});
