import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import { sesClient } from "#adapters/ses/client";
import { sesMailer } from "#adapters/ses/mailer";
import { logger } from "#platform/observability";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { environment } from "./environment.ts";
import { reportWeek } from "./report-week.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  trail: dynamodbTrail(dynamodb, env.TABLE_NAME),
  partitions: dynamodbPartitions(dynamodb, env.TABLE_NAME),
  mailer: sesMailer(sesClient(), {
    senderAddress: env.SENDER_ADDRESS,
    configurationSet: env.CONFIGURATION_SET,
  }),
  senderAddress: env.SENDER_ADDRESS,
  recipients: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).weeklyReport.to,
  reportFailure: (week: string, error: unknown) =>
    logger.error("The weekly report was not sent", { event: "WEEKLY_REPORT_FAILED", week, error }),
};

/** The schedule that reports the week. */
export const handler = eventHandler(scheduledEvent, (event) => reportWeek(event, deps));
