import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbListing } from "#adapters/dynamodb-listing";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { dynamodbTrail } from "#adapters/dynamodb-trail";
import { sfnClient } from "#adapters/sfn-client";
import { sfnStarter } from "#adapters/sfn-starter";
import { sfnWaker } from "#adapters/sfn-waker";
import { domainRulesReader } from "#platform/domain-rules";
import { readEnvironment } from "#platform/environment";
import { httpHandler } from "#platform/http-handler";
import { environment } from "./environment.ts";
import { operateOnboardings } from "./operate-onboardings.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const stepFunctions = sfnClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  trail: dynamodbTrail(dynamodb, env.TABLE_NAME),
  listing: dynamodbListing(dynamodb, env.TABLE_NAME),
  starter: sfnStarter(stepFunctions, env.STATE_MACHINE_ARN),
  waker: sfnWaker(stepFunctions),
  readDomainRules: domainRulesReader(env),
};

/** `POST /onboardings/{onboardingId}/…` and the registry of projects: what operators do. */
export const handler = httpHandler((request) => operateOnboardings(request, deps));
