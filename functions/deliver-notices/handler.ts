import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbQueue } from "#adapters/dynamodb-queue";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { eventbridgeBus } from "#adapters/eventbridge-bus";
import { eventbridgeClient } from "#adapters/eventbridge-client";
import { sesClient } from "#adapters/ses-client";
import { sesMailer } from "#adapters/ses-mailer";
import { signedWebhook } from "#adapters/signed-webhook";
import { snsClient } from "#adapters/sns-client";
import { snsOpsChannel } from "#adapters/sns-ops-channel";
import { sqsClient } from "#adapters/sqs-client";
import { sqsDeadLetters } from "#adapters/sqs-dead-letters";
import { readEnvironment } from "#platform/environment";
import { eventHandler } from "#platform/event-handler";
import { readSecret } from "#platform/secrets";
import { deliverNotices } from "./deliver-notices.ts";
import { environment } from "./environment.ts";
import { occasion } from "./occasion.ts";
import { report, reportBroken } from "./report.ts";
import { setupUrls } from "./setup-url.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  mailer: sesMailer(sesClient(), {
    senderAddress: env.SENDER_ADDRESS,
    configurationSet: env.CONFIGURATION_SET,
  }),
  ops: snsOpsChannel(snsClient(), env.OPS_TOPIC_ARN),
  bus: eventbridgeBus(eventbridgeClient(), env.EVENT_BUS_NAME),
  ...(env.PLATFORM_URL !== "" && {
    platform: signedWebhook(env.PLATFORM_URL, () => readSecret(env.PLATFORM_SECRET_ID)),
  }),
  deadLetters: sqsDeadLetters(sqsClient(), env.DEAD_NOTICES_URL),
  senderAddress: env.SENDER_ADDRESS,
  supportAddress: env.SUPPORT_ADDRESS,
  setupUrl: setupUrls(env.PUBLIC_URL, () => readSecret(env.LINK_SECRET_ID)),
  report,
  reportBroken,
};

/** The table's stream, and the schedule that tries again. */
export const handler = eventHandler(occasion, (input) => deliverNotices(input, deps));
