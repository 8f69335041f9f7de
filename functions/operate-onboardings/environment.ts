import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { domainRulesEnvironment } from "#platform/settings/domain-rules";

/** The environment of operate-onboardings. */
export const environment = dnsEnvironment.extend({
  ...domainRulesEnvironment.shape,
  AWS_REGION: z.string(),
  LINK_SECRET_ID: z.string(),
  PUBLIC_URL: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
