import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { reminderEnvironment } from "#platform/settings/reminder-environment";
import { serviceEnvironment } from "#platform/settings/service";

/** The environment of create-identity. */
export const environment = dnsEnvironment.extend({
  ...reminderEnvironment.shape,
  ...serviceEnvironment.shape,
  AWS_REGION: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
