import { LambdaClient } from "@aws-sdk/client-lambda";

/** The client every adapter of Lambda shares. */
export function lambdaClient(): LambdaClient {
  return new LambdaClient({});
}
