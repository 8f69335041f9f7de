import { readBrands } from "#adapters/brands/bundled-brands";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbReader } from "#adapters/dynamodb/reader";
import { lambdaClient } from "#adapters/lambda/client";
import { lambdaShardStarter } from "#adapters/lambda/shard-starter";
import { httpHandler } from "#platform/http/http-handler";
import { readEnvironment } from "#platform/settings/environment";
import { readSecret } from "#platform/settings/secrets";
import { environment } from "./environment.ts";
import { showSetup } from "./show-setup.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbReader(dynamodbClient(), env.TABLE_NAME),
  readBrands,
  readKeys: () => readSecret(env.LINK_SECRET_ID),
  publicUrl: env.PUBLIC_URL,
  shards: lambdaShardStarter(lambdaClient(), env.SHARD_FUNCTION),
};

/** `GET /setup/{token}`, `…/status`, and the files with all records. */
export const handler = httpHandler((request) => showSetup(request, deps));
