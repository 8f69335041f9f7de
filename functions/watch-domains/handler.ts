import { setTimeout as pause } from "node:timers/promises";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbListing } from "#adapters/dynamodb/listing";
import { dynamodbProbeIndex } from "#adapters/dynamodb/probe-index";
import { dynamodbQueue } from "#adapters/dynamodb/queue";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbZoneTurns } from "#adapters/dynamodb/zone-turns";
import { sesClient } from "#adapters/ses/client";
import { sesDkimSigner } from "#adapters/ses/dkim-signer";
import { sesIdentityReader } from "#adapters/ses/identity-reader";
import { sesIdentityWatch } from "#adapters/ses/identity-watch";
import { sesMailFromSetter } from "#adapters/ses/mail-from-setter";
import { sesTenantWatch } from "#adapters/ses/tenant-watch";
import { sesV1Client } from "#adapters/ses/v1-client";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { sfnExecutionStarter } from "#adapters/step-functions/execution-starter";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { environment } from "./environment.ts";
import { watchDomains, watchEvent } from "./watch-domains.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const ses = sesClient();
const sfn = sfnClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  queue: dynamodbQueue(dynamodb, env.TABLE_NAME),
  listing: dynamodbListing(dynamodb, env.TABLE_NAME),
  index: dynamodbProbeIndex(dynamodb, env.TABLE_NAME),
  budget: dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS),
  turns: dynamodbZoneTurns(dynamodb, env.TABLE_NAME, ZONE_TURN_MS),
  identities: sesIdentityWatch(ses, sesV1Client()),
  tenants: sesTenantWatch(ses),
  reader: sesIdentityReader(ses),
  signer: sesDkimSigner(ses),
  mailFrom: sesMailFromSetter(ses),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
  dmarcReports: env.DMARC_REPORTS,
  resumer: sfnExecutionResumer(sfn),
  starter: sfnExecutionStarter(sfn, env.STATE_MACHINE_ARN),
  pause: (ms: number) => pause(ms),
};

/** Runs the watch over verified domains. */
export const handler = eventHandler(watchEvent, (event) => watchDomains(event, deps));
