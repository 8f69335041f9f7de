import { z } from "zod";

/** The environment of create-identity. */
export const environment = z.object({
  AWS_REGION: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
