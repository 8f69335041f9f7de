import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbTrail } from "#adapters/dynamodb/trail";
import { sesArnPrefix } from "#adapters/ses/arn-prefix";
import { sesClient } from "#adapters/ses/client";
import { sesIdentityAssigner } from "#adapters/ses/identity-assigner";
import { sesIdentityFinder } from "#adapters/ses/identity-finder";
import { sesTenantSending } from "#adapters/ses/tenant-sending";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { sfnRedriver } from "#adapters/step-functions/redriver";
import { newChallengeToken } from "#platform/challenge-token";
import { httpHandler } from "#platform/http/http-handler";
import { newOnboardingId } from "#platform/onboarding-id";
import { domainRulesReader } from "#platform/settings/domain-rules";
import { readEnvironment } from "#platform/settings/environment";
import { readSecret } from "#platform/settings/secrets";
import { setupUrls } from "#platform/setup-link/setup-url";
import { environment } from "./environment.ts";
import { operateOnboardings } from "./operate-onboardings.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const stepFunctions = sfnClient();
const ses = sesClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  trail: dynamodbTrail(dynamodb, env.TABLE_NAME),
  listing: dynamodbListing(dynamodb, env.TABLE_NAME),
  partitions: dynamodbPartitions(dynamodb, env.TABLE_NAME),
  region: env.AWS_REGION,
  starter: sfnExecutionStarter(stepFunctions, env.STATE_MACHINE_ARN),
  budget: dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS),
  sending: sesTenantSending(ses),
  census: sesIdentityFinder(ses),
  assigner: sesIdentityAssigner(ses, sesArnPrefix(env.STATE_MACHINE_ARN)),
  resumer: sfnExecutionResumer(stepFunctions),
  redriver: sfnRedriver(stepFunctions, env.STATE_MACHINE_ARN),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
  readDomainRules: domainRulesReader(env),
  setupUrl: setupUrls(env.PUBLIC_URL, () => readSecret(env.LINK_SECRET_ID)).setupUrl,
  newId: newOnboardingId,
  newToken: newChallengeToken,
};

/** `POST /onboardings/{onboardingId}/…` and the project registry: the actions of operators. */
export const handler = httpHandler((request) => operateOnboardings(request, deps));
