import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { httpHandler } from "#platform/http/http-handler";
import { readEnvironment } from "#platform/settings/environment";
import { environment } from "./environment.ts";
import { fromAddresses } from "./from-addresses.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
};

/** Handles `/projects/{project}/from-addresses` and the paths below it. */
export const handler = httpHandler((request) => fromAddresses(request, deps));
