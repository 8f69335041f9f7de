import { readBrands } from "#adapters/brands/bundled-brands";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { lambdaClient } from "#adapters/lambda/client";
import { lambdaWatchStarter } from "#adapters/lambda/watch-starter";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { httpHandler } from "#platform/http/http-handler";
import { domainRulesReader } from "#platform/settings/domain-rules";
import { readEnvironment } from "#platform/settings/environment";
import { readSecret } from "#platform/settings/secrets";
import { environment } from "./environment.ts";
import { receiveSignal } from "./receive-signal.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  resumer: sfnExecutionResumer(sfnClient()),
  watch: lambdaWatchStarter(lambdaClient(), env.WATCH_FUNCTION),
  readDomainRules: domainRulesReader(env),
  readBrands,
  readKeys: () => readSecret(env.LINK_SECRET_ID),
};

/** Handles `POST /setup/{token}/confirm`, `…/check`, `…/amend`, `…/extend`, `…/hand-off` and `…/contact`. */
export const handler = httpHandler((request) => receiveSignal(request, deps));
