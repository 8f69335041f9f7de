import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of from-addresses. */
export const environment = dnsEnvironment.extend({
  TABLE_NAME: z.string(),
});
