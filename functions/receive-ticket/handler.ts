import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { newChallengeToken } from "#platform/challenge-token";
import { httpHandler } from "#platform/http/http-handler";
import { newOnboardingId } from "#platform/onboarding-id";
import { readConfiguration } from "#platform/settings/configuration";
import { domainRulesReader } from "#platform/settings/domain-rules";
import { readEnvironment } from "#platform/settings/environment";
import { readDeskSecret, readSigningSecret } from "#platform/settings/secrets";
import { countRefusal, countUnrelated } from "./count-tickets.ts";
import { environment } from "./environment.ts";
import { receiveTicket } from "./receive-ticket.ts";
import { accessReader } from "./source-access.ts";

const env = readEnvironment(environment);
/** The sender of a ticket waits for the response, so a DNS answer that comes later counts as unknown. */
const PREFLIGHT_LIMITS = { sessionMs: 4_000, queryMs: 1_200, queries: 150 };
const stepFunctions = sfnClient();
const deps = {
  region: env.AWS_REGION,
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  starter: sfnExecutionStarter(stepFunctions, env.STATE_MACHINE_ARN),
  resumer: sfnExecutionResumer(stepFunctions),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
    limits: PREFLIGHT_LIMITS,
  }),
  readAccess: accessReader({
    readGenericSecret: () => readSigningSecret(env.WEBHOOK_SECRET_ID),
    readDeskSecret: (desk) => readDeskSecret(env.HELP_DESK_WEBHOOKS_ID, desk),
    readConfiguration: () => readConfiguration(env.CONFIGURATION_PARAMETER),
  }),
  countRefusal,
  countUnrelated,
  newToken: newChallengeToken,
  readDomainRules: domainRulesReader(env),
  newId: newOnboardingId,
};

/** `POST /tickets/<source>`: receives a support ticket that its source authenticates. */
export const handler = httpHandler((request) => receiveTicket(request, deps));
