import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbSesBudget } from "#adapters/dynamodb-ses-budget";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { sesClient } from "#adapters/ses-client";
import { sesIdentityMaker } from "#adapters/ses-identity-maker";
import { readConfiguration } from "#platform/configuration";
import { readEnvironment } from "#platform/environment";
import { eventHandler } from "#platform/event-handler";
import { visibleBudget } from "#platform/ses-queue";
import { stateInput } from "#platform/state-input";
import { createIdentity } from "./create-identity.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  region: env.AWS_REGION,
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  budget: visibleBudget(dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS)),
  identities: sesIdentityMaker(sesClient()),
  defaults: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).projects.defaults,
};

/** The state CreateIdentity. */
export const handler = eventHandler(stateInput, (input) => createIdentity(input, deps));
