import { getParameter } from "@aws-lambda-powertools/parameters/ssm";
import { type Configuration, configuration } from "#core/deployment-settings";

/** Seconds that the configuration is kept in memory: how long a change takes to be seen everywhere. */
const KEEP_SECONDS = 300;

/** Reads the configuration that the deployer declared. */
export async function readConfiguration(parameterName: string): Promise<Configuration> {
  const text = await getParameter(parameterName, { maxAge: KEEP_SECONDS });
  return configuration.parse(JSON.parse(text ?? "{}"));
}
