import { getParameter } from "@aws-lambda-powertools/parameters/ssm";
import { type Configuration, configuration } from "#core/deployment-settings";

/** How many seconds the configuration is cached, which is how long a change takes to apply everywhere. */
const KEEP_SECONDS = 300;

/** Reads the deployer's configuration. */
export async function readConfiguration(parameterName: string): Promise<Configuration> {
  const text = await getParameter(parameterName, { maxAge: KEEP_SECONDS });
  return configuration.parse(JSON.parse(text ?? "{}"));
}
