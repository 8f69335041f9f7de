import * as z from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { serviceEnvironment } from "#platform/settings/service";

/** Values by logical id, such as `LinkSecret=arn:…,WebhookSecret=arn:…`. */
const byLogicalId = z
  .string()
  .transform((text) => Object.fromEntries(text.split(",").map((pair) => pair.split(/=(.*)/s).slice(0, 2))))
  .pipe(z.record(z.string(), z.string()));

/** The environment of examine-deployment. */
export const environment = dnsEnvironment.extend({
  CONFIGURATION_PARAMETER: z.string(),
  ...serviceEnvironment.shape,
  DEAD_LETTER_QUEUES: byLogicalId,
  /** Empty if no help desk is connected. */
  HELP_DESK_CREDENTIALS_ID: z.string(),
  /** Empty if no help desk is connected. */
  HELP_DESK_WEBHOOKS_ID: z.string(),
  /** The key that signs links to DNS providers; empty without Domain Connect. */
  LINK_SIGNING_KEY_ID: z.string(),
  OPS_TOPIC_ARN: z.string(),
  SECRETS: byLogicalId,
  SENDER_ADDRESS: z.string(),
  STACK_NAME: z.string(),
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
});
