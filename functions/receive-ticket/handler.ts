import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { sfnClient } from "#adapters/sfn-client";
import { sfnStarter } from "#adapters/sfn-starter";
import { sfnWaker } from "#adapters/sfn-waker";
import { readEnvironment } from "#platform/environment";
import { httpHandler } from "#platform/http-handler";
import { readSecret } from "#platform/secrets";
import { environment } from "./environment.ts";
import { receiveTicket } from "./receive-ticket.ts";

const env = readEnvironment(environment);
/** Whoever sends a ticket waits for the answer: what the DNS has not told by then is unknown. */
const PREFLIGHT_LIMITS = { lookMs: 4_000, queryMs: 1_200, queries: 150 };
const stepFunctions = sfnClient();
const deps = {
  region: env.AWS_REGION,
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  starter: sfnStarter(stepFunctions, env.STATE_MACHINE_ARN),
  waker: sfnWaker(stepFunctions),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
    limits: PREFLIGHT_LIMITS,
  }),
  readSecrets: () => readSecret(env.WEBHOOK_SECRET_ID),
  newId: (nowMs: number) => `onb_${ulid(nowMs, () => (randomBytes(1)[0] ?? 0) / 256)}`,
};

/** `POST /tickets/generic`: a signed support ticket. */
export const handler = httpHandler((request) => receiveTicket(request, deps));
