import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { serviceEnvironment } from "#platform/settings/service";

/** The environment of publish-records. */
export const environment = dnsEnvironment.extend({
  ...serviceEnvironment.shape,
  LINK_SECRET_ID: z.string(),
  /** The key that signs links to DNS providers; empty without Domain Connect. */
  LINK_SIGNING_KEY_ID: z.string(),
  PUBLIC_URL: z.string(),
  TABLE_NAME: z.string(),
  /** The bucket of CloudFormation templates. */
  TEMPLATE_BUCKET: z.string(),
});
