import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { dirname } from "node:path";
import { LAMBDA_ENVIRONMENT } from "./initialisation.ts";

/**
 * Returns the program of Lambda's runtime client for Node, if an environment variable names it; `.ci/run`
 * installs it outside the tree.
 */
export function installedRuntimeClient(): string | undefined {
  return process.env["LAMBDA_RUNTIME_CLIENT"];
}

/**
 * Measures the milliseconds until a fresh process of the runtime client requests its first event, at which
 * Lambda's initialisation ends: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function initialisationUnderClientMs(
  client: string,
  module: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const { promise: asked, resolve: noteRequest } = Promise.withResolvers<string>();
  const api = createServer(({ url = "" }) => noteRequest(url)).listen(0, "127.0.0.1");
  await once(api, "listening");
  const { port } = api.address() as AddressInfo;
  const begin = performance.now();
  const root = dirname(module);
  const child = spawn(process.execPath, [client], {
    cwd: root,
    stdio: "ignore",
    env: {
      ...{ ...LAMBDA_ENVIRONMENT, ...environment, _HANDLER: "index.handler", LAMBDA_TASK_ROOT: root },
      AWS_LAMBDA_RUNTIME_API: `127.0.0.1:${port}`,
    },
  });
  child.once("exit", () => noteRequest("its end"));
  const url = await asked;
  const took = performance.now() - begin;
  child.kill("SIGKILL");
  api.closeAllConnections();
  api.close();
  if (!url.endsWith("/invocation/next")) throw new Error(`The function failed under the client: ${url}`);
  return took;
}
