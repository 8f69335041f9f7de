import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { stateInput } from "#platform/triggers/state-input";
import { environment } from "./environment.ts";
import { notifyOps } from "./notify-ops.ts";

const env = readEnvironment(environment);
const table = dynamodbTable(dynamodbClient(), env.TABLE_NAME);

/** Runs the state NotifyOps. */
export const handler = eventHandler(stateInput, (input) => notifyOps(input, { table }));
