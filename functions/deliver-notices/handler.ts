import { readBrands } from "#adapters/brands/bundled-brands";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { eventbridgeBus } from "#adapters/event-channels/eventbridge-bus";
import { eventbridgeClient } from "#adapters/event-channels/eventbridge-client";
import { signedWebhook } from "#adapters/event-channels/signed-webhook";
import { helpDesks } from "#adapters/help-desks/connect";
import { mailedHelpDesk } from "#adapters/help-desks/mailed";
import { sesClient } from "#adapters/ses/client";
import { sesMailer } from "#adapters/ses/mailer";
import { snsClient } from "#adapters/sns/client";
import { snsOpsChannel } from "#adapters/sns/ops-channel";
import { sqsClient } from "#adapters/sqs/client";
import { sqsDeadLetters } from "#adapters/sqs/dead-letters";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { readHelpDeskSecret, readSecret, readSigningSecret } from "#platform/settings/secrets";
import { setupUrls } from "#platform/setup-link/setup-url";
import { eventHandler } from "#platform/triggers/event-handler";
import { deliverNotices } from "./deliver-notices.ts";
import { deliveryTrigger } from "./delivery-trigger.ts";
import { environment } from "./environment.ts";
import { report, reportBroken } from "./report.ts";
import { threadOf } from "./threading.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const mailer = sesMailer(sesClient(), {
  senderAddress: env.SENDER_ADDRESS,
  configurationSet: env.CONFIGURATION_SET,
});
const helpDeskSettings = async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).helpDesks;
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  mailer,
  ops: snsOpsChannel(snsClient(), env.OPS_TOPIC_ARN),
  bus: eventbridgeBus(eventbridgeClient(), env.EVENT_BUS_NAME),
  ...(env.PLATFORM_URL !== "" && {
    platform: signedWebhook(env.PLATFORM_URL, () => readSigningSecret(env.PLATFORM_SECRET_ID)),
  }),
  helpDeskSettings,
  helpDesk: helpDesks({
    settings: helpDeskSettings,
    credentials: () => readHelpDeskSecret(env.HELP_DESK_CREDENTIALS_ID),
    mailed: mailedHelpDesk(mailer, env.SUPPORT_ADDRESS, (conversation) =>
      threadOf(conversation, env.SENDER_ADDRESS),
    ),
  }),
  deadLetters: sqsDeadLetters(sqsClient(), env.DEAD_NOTICES_URL),
  senderAddress: env.SENDER_ADDRESS,
  supportAddress: env.SUPPORT_ADDRESS,
  readBrands,
  ...setupUrls(env.PUBLIC_URL, () => readSecret(env.LINK_SECRET_ID)),
  report,
  reportBroken,
};

/** Runs for the table's stream, and for the schedule of retries. */
export const handler = eventHandler(deliveryTrigger, (input) => deliverNotices(input, deps));
