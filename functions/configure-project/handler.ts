import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { readEnvironment } from "#platform/environment";
import { eventHandler } from "#platform/event-handler";
import { stateInput } from "#platform/state-input";
import { configureProject } from "./configure-project.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const table = dynamodbTable(dynamodbClient(), env.TABLE_NAME);

const resolver = createDnsResolver({
  resolvers: env.DNS_RESOLVERS,
  port: env.DNS_PORT,
  allowedRanges: env.DNS_ALLOWED_RANGES,
});

/** The state ConfigureProject. */
export const handler = eventHandler(stateInput, (input) => configureProject(input, { table, resolver }));
