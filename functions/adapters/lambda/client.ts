import { LambdaClient } from "@aws-sdk/client-lambda";

/** Makes the client that all adapters of Lambda share. */
export function lambdaClient(): LambdaClient {
  return new LambdaClient({});
}
