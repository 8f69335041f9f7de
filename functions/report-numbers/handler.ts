import { MetricUnit } from "@aws-lambda-powertools/metrics";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import { sesClient } from "#adapters/ses/client";
import { sesMailer } from "#adapters/ses/mailer";
import { ONBOARDINGS_STUCK } from "#core/report/milestones";
import { logger, metrics } from "#platform/observability";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { environment } from "./environment.ts";
import { mailWeek } from "./mail-week.ts";
import { reportStuck } from "./report-stuck.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const partitions = dynamodbPartitions(dynamodb, env.TABLE_NAME);
const weekDeps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  trail: dynamodbTrail(dynamodb, env.TABLE_NAME),
  partitions,
  mailer: sesMailer(sesClient(), {
    senderAddress: env.SENDER_ADDRESS,
    configurationSet: env.CONFIGURATION_SET,
  }),
  senderAddress: env.SENDER_ADDRESS,
  consoleUrl: env.CONSOLE_URL === "" ? undefined : env.CONSOLE_URL,
  recipients: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).weeklyReport.to,
  reportFailure: (week: string, error: unknown) =>
    logger.error("The weekly report was not sent", { event: "WEEKLY_REPORT_FAILED", week, error }),
};
const stuckDeps = {
  ...{ partitions, isWanted: env.MONITORING !== "alarms" },
  report: (stuck: number) => metrics.singleMetric().addMetric(ONBOARDINGS_STUCK, MetricUnit.Count, stuck),
};

/** Runs on the schedule of reports: stuck onboardings every hour, and the mail once a week. */
export const handler = eventHandler(scheduledEvent, async (event) => ({
  ...(await reportStuck(event, stuckDeps)),
  ...(await mailWeek(event, weekDeps)),
}));
