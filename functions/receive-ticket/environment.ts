import { z } from "zod";
import { dnsEnvironment } from "#adapters/dns/environment";
import { domainRulesEnvironment } from "#platform/settings/domain-rules";

/** Empty for a source that is switched off. */
const secretId = z.string();

/** The environment of receive-ticket. */
export const environment = dnsEnvironment.extend({
  ...domainRulesEnvironment.shape,
  AWS_REGION: z.string(),
  FRESHDESK_SECRET_ID: secretId,
  JIRA_SECRET_ID: secretId,
  STATE_MACHINE_ARN: z.string(),
  TABLE_NAME: z.string(),
  WEBHOOK_SECRET_ID: secretId,
  ZENDESK_SECRET_ID: secretId,
});
