import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of release-identities. */
export const environment = dnsEnvironment.extend({
  /** The part before the resource in the ARNs of this account's SES resources. */
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
