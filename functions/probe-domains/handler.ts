import { setTimeout as pause } from "node:timers/promises";
import { createDnsProber } from "#adapters/dns/dns-prober";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbProbeIndex } from "#adapters/dynamodb/probe-index";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbZoneTurns } from "#adapters/dynamodb/zone-turns";
import { lambdaClient } from "#adapters/lambda/client";
import { lambdaShardStarter } from "#adapters/lambda/shard-starter";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { environment } from "./environment.ts";
import { probeDomains, probeEvent } from "./probe-domains.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  index: dynamodbProbeIndex(dynamodb, env.TABLE_NAME),
  prober: createDnsProber({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
  shards: lambdaShardStarter(lambdaClient(), env.SHARD_FUNCTION),
  resumer: sfnExecutionResumer(sfnClient()),
  turns: dynamodbZoneTurns(dynamodb, env.TABLE_NAME, ZONE_TURN_MS),
  pause: (ms: number) => pause(ms),
};

/** Runs the prober of awaited and watched records. */
export const handler = eventHandler(probeEvent, (event) => probeDomains(event, deps));
