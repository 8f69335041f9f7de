import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { environment } from "./environment.ts";
import { forgetPeople } from "./forget-people.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
};

/** Runs on the schedule that erases personal data. */
export const handler = eventHandler(scheduledEvent, (event) => forgetPeople(event, deps));
