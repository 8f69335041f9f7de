import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of probe-domains. */
export const environment = dnsEnvironment.extend({
  /** The function that takes the parts of a large run: itself. */
  SHARD_FUNCTION: z.string(),
  TABLE_NAME: z.string(),
});
