import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { dmarcReports } from "#platform/settings/service";

/** The environment of watch-domains. */
export const environment = dnsEnvironment.extend({
  DMARC_REPORTS: dmarcReports,
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
