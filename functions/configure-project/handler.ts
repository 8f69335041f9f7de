import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { readEnvironment } from "#platform/environment";
import { eventHandler } from "#platform/event-handler";
import { stateInput } from "#platform/state-input";
import { configureProject } from "./configure-project.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const table = dynamodbTable(dynamodbClient(), env.TABLE_NAME);

/** The state ConfigureProject. */
export const handler = eventHandler(stateInput, (input) => configureProject(input, { table }));
