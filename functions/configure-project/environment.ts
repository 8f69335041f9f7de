import { z } from "zod";

/** The environment of configure-project. */
export const environment = z.object({
  CONFIGURATION_PARAMETER: z.string(),
  /** What the ARNs of this account's resources in SES begin with. */
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
