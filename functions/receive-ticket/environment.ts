import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { domainRulesEnvironment } from "#platform/settings/domain-rules";

/** The environment of receive-ticket. */
export const environment = dnsEnvironment.extend({
  ...domainRulesEnvironment.shape,
  AWS_REGION: z.string(),
  /** Empty if no help desk is connected. */
  HELP_DESK_WEBHOOKS_ID: z.string(),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
  WEBHOOK_SECRET_ID: z.string(),
});
