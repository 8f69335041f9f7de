import { execFile } from "node:child_process";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The environment variables that Lambda gives every function. */
export const LAMBDA_ENVIRONMENT = {
  PATH: process.env["PATH"],
  AWS_REGION: "eu-west-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_LAMBDA_FUNCTION_NAME: "bench",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};

/** Measures the milliseconds that a fresh process takes to load a module, as Lambda does in its initialisation phase. */
export async function initialisationMs(
  module: string,
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const url = JSON.stringify(pathToFileURL(module).href);
  const program = `const begin = performance.now(); await import(${url}); console.log("\\n" + (performance.now() - begin)); process.exit(0);`;
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], {
    env: { ...LAMBDA_ENVIRONMENT, ...environment },
  });
  return Number(stdout.trim().split("\n").at(-1));
}
