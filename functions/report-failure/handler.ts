import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { environment } from "./environment.ts";
import { executionStatusChange, reportFailure } from "./report-failure.ts";

const env = readEnvironment(environment);
const table = dynamodbTable(dynamodbClient(), env.TABLE_NAME);

/** Runs for the EventBridge rule on executions that failed, timed out or were aborted. */
export const handler = eventHandler(executionStatusChange, (event) => reportFailure(event, { table }));
