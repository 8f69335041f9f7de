import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { dmarcReports } from "#platform/settings/service";

/** The environment of create-identity. */
export const environment = dnsEnvironment.extend({
  AWS_REGION: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  DMARC_REPORTS: dmarcReports,
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
