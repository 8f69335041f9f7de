import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { stateInput } from "#platform/triggers/state-input";
import { closeOnboarding } from "./close-onboarding.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const table = dynamodbTable(dynamodbClient(), env.TABLE_NAME);

/** Runs the state CloseOnboarding. */
export const handler = eventHandler(stateInput, (input) => closeOnboarding(input, { table }));
