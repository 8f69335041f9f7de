import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesClient } from "#adapters/ses/client";
import { sesIdentityReleaser } from "#adapters/ses/identity-releaser";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { scheduledEvent } from "#platform/triggers/scheduled-event";
import { environment } from "./environment.ts";
import { releaseIdentities } from "./release-identities.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  budget: dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS),
  identities: sesIdentityReleaser(sesClient(), env.SES_ARN_PREFIX),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
};

/** Runs on the schedule that deletes or keeps the identities of closed onboardings. */
export const handler = eventHandler(scheduledEvent, (event) => releaseIdentities(event, deps));
