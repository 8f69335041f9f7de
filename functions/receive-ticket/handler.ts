import { randomBytes } from "node:crypto";
import { ulid } from "ulid";
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
const stepFunctions = sfnClient();
const deps = {
  region: env.AWS_REGION,
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  starter: sfnStarter(stepFunctions, env.STATE_MACHINE_ARN),
  waker: sfnWaker(stepFunctions),
  readSecrets: () => readSecret(env.WEBHOOK_SECRET_ID),
  newId: (nowMs: number) => `onb_${ulid(nowMs, () => (randomBytes(1)[0] ?? 0) / 256)}`,
};

/** `POST /tickets/generic`: a signed support ticket. */
export const handler = httpHandler((request) => receiveTicket(request, deps));
