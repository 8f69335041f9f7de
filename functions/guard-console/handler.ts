import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { lambdaClient } from "#adapters/lambda/client";
import { lambdaInvoker } from "#adapters/lambda/invoker";
import { openIdProvider } from "#adapters/openid-connect/identity-provider";
import { httpHandler } from "#platform/http/http-handler";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { readSecret } from "#platform/settings/secrets";
import { environment } from "./environment.ts";
import { guardConsole } from "./guard-console.ts";
import { newSecret } from "./secret.ts";

const env = readEnvironment(environment);
const invoke = lambdaInvoker(lambdaClient());
const client = { issuer: env.SIGN_IN_ISSUER, clientId: env.SIGN_IN_CLIENT_ID };
const deps = {
  ...client,
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  provider: openIdProvider({
    ...client,
    readClientSecret: async () => (await readSecret(env.SIGN_IN_SECRET_ID))[0] ?? "",
  }),
  showConsole: (event: unknown) => invoke(env.SHOW_CONSOLE_FUNCTION, event),
  readAccess: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).console,
  publicUrl: env.PUBLIC_URL,
  newSecret,
};

/** `GET` and `POST /console…`: the console for people who sign in with OpenID Connect. */
export const handler = httpHandler((request) => guardConsole(request, deps));
