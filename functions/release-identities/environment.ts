import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** The environment of release-identities. */
export const environment = dnsEnvironment.extend({
  /** The beginning of the ARNs of this account's resources in SES. */
  SES_ARN_PREFIX: z.string(),
  SES_SLOT_MILLISECONDS: z.coerce.number().int().min(0),
  TABLE_NAME: z.string(),
});
