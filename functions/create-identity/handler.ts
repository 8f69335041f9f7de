import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { publicationPorts } from "#adapters/domain-connect/publication-ports";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesClient } from "#adapters/ses/client";
import { sesIdentityMaker } from "#adapters/ses/identity-maker";
import { newChallengeToken } from "#platform/challenge-token";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { serviceOf } from "#platform/settings/service";
import { eventHandler } from "#platform/triggers/event-handler";
import { visibleBudget } from "#platform/triggers/ses-queue";
import { stateInput } from "#platform/triggers/state-input";
import { createIdentity } from "./create-identity.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
/** Only a few names are queried; an answer that comes later counts as unknown. */
const LIMITS = { sessionMs: 6_000, queryMs: 1_500, queries: 60 };
const deps = {
  region: env.AWS_REGION,
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  budget: visibleBudget(dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS)),
  identities: sesIdentityMaker(sesClient(), { region: env.AWS_REGION, arnPrefix: env.SES_ARN_PREFIX }),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
    limits: LIMITS,
  }),
  newToken: newChallengeToken,
  dmarcReports: env.DMARC_REPORTS,
  reminderDays: env.REMINDER_DAYS,
  publication: publicationPorts(serviceOf(env), env),
  defaults: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).projects.defaults,
};

/** Runs the state CreateIdentity. */
export const handler = eventHandler(stateInput, (input) => createIdentity(input, deps));
