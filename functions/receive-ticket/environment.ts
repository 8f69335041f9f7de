import { z } from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of receive-ticket. */
export const environment = dnsEnvironment.extend({
  AWS_REGION: z.string(),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
  WEBHOOK_SECRET_ID: z.string(),
});
