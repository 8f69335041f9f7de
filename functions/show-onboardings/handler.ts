import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import { sesClient } from "#adapters/ses/client";
import { sesTenantStates } from "#adapters/ses/tenant-states";
import { httpHandler } from "#platform/http/http-handler";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { environment } from "./environment.ts";
import { showOnboardings } from "./show-onboardings.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbReader(dynamodb, env.TABLE_NAME),
  listing: dynamodbListing(dynamodb, env.TABLE_NAME),
  trail: dynamodbTrail(dynamodb, env.TABLE_NAME),
  partitions: dynamodbPartitions(dynamodb, env.TABLE_NAME),
  tenants: sesTenantStates(sesClient()),
  stateMachineArn: env.STATE_MACHINE_ARN,
  settings: () => readConfiguration(env.CONFIGURATION_PARAMETER),
};

/** `GET /onboardings`, `GET /projects`, and the routes of single ones. */
export const handler = httpHandler((request) => showOnboardings(request, deps));
