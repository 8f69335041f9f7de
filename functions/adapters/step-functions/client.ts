import { SFNClient } from "@aws-sdk/client-sfn";

/** The client every adapter of Step Functions shares. */
export function sfnClient(): SFNClient {
  return new SFNClient({});
}
