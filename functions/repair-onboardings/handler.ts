import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbQueue } from "#adapters/dynamodb-queue";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { sfnClient } from "#adapters/sfn-client";
import { sfnExecutions } from "#adapters/sfn-executions";
import { sfnStarter } from "#adapters/sfn-starter";
import { readEnvironment } from "#platform/environment";
import { eventHandler } from "#platform/event-handler";
import { scheduledEvent } from "#platform/scheduled-event";
import { environment } from "./environment.ts";
import { repairOnboardings } from "./repair-onboardings.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const stepFunctions = sfnClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  starter: sfnStarter(stepFunctions, env.STATE_MACHINE_ARN),
  executions: sfnExecutions(stepFunctions, env.STATE_MACHINE_ARN),
};

/** The repair schedule. */
export const handler = eventHandler(scheduledEvent, (event) => repairOnboardings(event, deps));
