import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { reminderEnvironment } from "#platform/settings/reminder-environment";
import { serviceEnvironment } from "#platform/settings/service";

/** The environment of check-domain. */
export const environment = dnsEnvironment.extend({
  ...reminderEnvironment.shape,
  ...serviceEnvironment.shape,
  /** The part of an SES identity's ARN before the resource. */
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
