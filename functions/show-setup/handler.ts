import { dynamodbClient } from "#adapters/dynamodb-client";
import { dynamodbReader } from "#adapters/dynamodb-reader";
import { readEnvironment } from "#platform/environment";
import { httpHandler } from "#platform/http-handler";
import { readSecret } from "#platform/secrets";
import { environment } from "./environment.ts";
import { showSetup } from "./show-setup.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbReader(dynamodbClient(), env.TABLE_NAME),
  readKeys: () => readSecret(env.LINK_SECRET_ID),
  publicUrl: env.PUBLIC_URL,
};

/** `GET /setup/{token}`, `…/status` and the files that hold all the records. */
export const handler = httpHandler((request) => showSetup(request, deps));
