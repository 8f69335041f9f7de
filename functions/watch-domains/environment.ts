import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of watch-domains. */
export const environment = dnsEnvironment.extend({
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
