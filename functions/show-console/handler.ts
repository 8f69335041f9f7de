import { lambdaClient } from "#adapters/lambda/client";
import { lambdaInvoker } from "#adapters/lambda/invoker";
import { httpHandler } from "#platform/http/http-handler";
import { readEnvironment } from "#platform/settings/environment";
import { environment } from "./environment.ts";
import { showConsole } from "./show-console.ts";

const env = readEnvironment(environment);
const deps = {
  show: env.SHOW_FUNCTION,
  operate: env.OPERATE_FUNCTION,
  invoke: lambdaInvoker(lambdaClient()),
};

/** `GET` and `POST /operators/console/…`: the console's pages and their forms. */
export const handler = httpHandler((request) => showConsole(request, deps));
