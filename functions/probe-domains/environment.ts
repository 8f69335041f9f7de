import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of probe-domains. */
export const environment = dnsEnvironment.extend({
  /** The name of this function, which runs the parts of a large run. */
  SHARD_FUNCTION: z.string(),
  TABLE_NAME: z.string(),
});
