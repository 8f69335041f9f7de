import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { reminderEnvironment } from "#platform/settings/reminder-environment";
import { serviceEnvironment } from "#platform/settings/service";

/** The environment of tell-customer. */
export const environment = reminderEnvironment.extend({
  ...dnsEnvironment.shape,
  ...serviceEnvironment.shape,
  TABLE_NAME: z.string(),
});
