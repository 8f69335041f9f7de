import { cloudwatchAlarms } from "#adapters/cloudwatch/alarms";
import { createDnsEgress } from "#adapters/dns/dns-egress";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { oneClickSource } from "#adapters/domain-connect/one-click-source";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import { kmsClient } from "#adapters/kms/client";
import { kmsPublicKey } from "#adapters/kms/public-key";
import { sesAccount } from "#adapters/ses/account";
import { sesClient } from "#adapters/ses/client";
import { snsClient } from "#adapters/sns/client";
import { snsSubscriptions } from "#adapters/sns/subscriptions";
import { sqsClient } from "#adapters/sqs/client";
import { sqsDepths } from "#adapters/sqs/depths";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnMachine } from "#adapters/step-functions/machine";
import { httpHandler } from "#platform/http/http-handler";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { readHelpDeskSecret, readSecret, readSigningSecret } from "#platform/settings/secrets";
import { serviceOf } from "#platform/settings/service";
import { environment } from "./environment.ts";
import { examineDeployment } from "./examine-deployment.ts";

const env = readEnvironment(environment);
const resolver = createDnsResolver({
  resolvers: env.DNS_RESOLVERS,
  port: env.DNS_PORT,
  allowedRanges: env.DNS_ALLOWED_RANGES,
});
const deps = {
  table: dynamodbReader(dynamodbClient(), env.TABLE_NAME),
  ses: sesAccount(sesClient()),
  subscriptions: snsSubscriptions(snsClient(), env.OPS_TOPIC_ARN),
  queues: sqsDepths(sqsClient()),
  alarms: cloudwatchAlarms(env.STACK_NAME),
  machine: sfnMachine(sfnClient(), env.STATE_MACHINE_ARN),
  dns: createDnsEgress({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
  resolver,
  oneClick: oneClickSource(serviceOf(env), {
    resolver,
    allowedRanges: env.DNS_ALLOWED_RANGES,
    readPublicKey: () => kmsPublicKey(kmsClient(), env.LINK_SIGNING_KEY_ID),
  }),
  dmarcReports: env.DMARC_REPORTS,
  senderAddress: env.SENDER_ADDRESS,
  deadLetterQueues: env.DEAD_LETTER_QUEUES,
  secrets: env.SECRETS,
  readSecret,
  readSigningSecret,
  readHelpDeskWebhooks: () => readHelpDeskSecret(env.HELP_DESK_WEBHOOKS_ID),
  readHelpDeskCredentials: () => readHelpDeskSecret(env.HELP_DESK_CREDENTIALS_ID),
  readConfiguration: () => readConfiguration(env.CONFIGURATION_PARAMETER),
};

/** `GET /examination`: reports what is wrong with the deployment. */
export const handler = httpHandler((request) => examineDeployment(request, deps));
