import { z } from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";

/** Empty for a source that is switched off. */
const secretId = z.string();

/** The environment of receive-ticket. */
export const environment = dnsEnvironment.extend({
  AWS_REGION: z.string(),
  CONFIGURATION_PARAMETER: z.string(),
  FRESHDESK_SECRET_ID: secretId,
  JIRA_SECRET_ID: secretId,
  SENDER_ADDRESS: z.string(),
  STATE_MACHINE_ARN: z.string(),
  SUPPORT_ADDRESS: z.string(),
  TABLE_NAME: z.string(),
  WEBHOOK_SECRET_ID: secretId,
  ZENDESK_SECRET_ID: secretId,
});
