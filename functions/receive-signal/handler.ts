import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbTable } from "#adapters/dynamodb-table";
import { sfnClient } from "#adapters/sfn-client";
import { sfnWaker } from "#adapters/sfn-waker";
import { domainRulesReader } from "#platform/domain-rules";
import { readEnvironment } from "#platform/environment";
import { httpHandler } from "#platform/http-handler";
import { readSecret } from "#platform/secrets";
import { environment } from "./environment.ts";
import { receiveSignal } from "./receive-signal.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  waker: sfnWaker(sfnClient()),
  readDomainRules: domainRulesReader(env),
  readKeys: () => readSecret(env.LINK_SECRET_ID),
};

/** `POST /setup/{token}/confirm`, `…/check`, `…/amend` and `…/extend`. */
export const handler = httpHandler((request) => receiveSignal(request, deps));
