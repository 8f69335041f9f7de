import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { sfnExecutions } from "#adapters/step-functions/executions";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { environment } from "./environment.ts";
import { repairOnboardings } from "./repair-onboardings.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const stepFunctions = sfnClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  starter: sfnExecutionStarter(stepFunctions, env.STATE_MACHINE_ARN),
  executions: sfnExecutions(stepFunctions, env.STATE_MACHINE_ARN),
};

/** Runs on the repair schedule. */
export const handler = eventHandler(scheduledEvent, (event) => repairOnboardings(event, deps));
