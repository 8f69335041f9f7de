import * as z from "zod";

/** The environment of deliver-notices. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  CONFIGURATION_SET: z.string(),
  EVENT_BUS_NAME: z.string(),
  DEAD_NOTICES_URL: z.string(),
  /** Empty if no help desk is connected. */
  HELP_DESK_CREDENTIALS_ID: z.string(),
  LINK_SECRET_ID: z.string(),
  OPS_TOPIC_ARN: z.string(),
  /** Empty if the platform receives no webhooks. */
  PLATFORM_SECRET_ID: z.string(),
  /** Empty if the platform receives no webhooks. */
  PLATFORM_URL: z.string(),
  PUBLIC_URL: z.string(),
  SENDER_ADDRESS: z.string(),
  SUPPORT_ADDRESS: z.string(),
  TABLE_NAME: z.string(),
});
