import { SFNClient } from "@aws-sdk/client-sfn";

/** Makes the client that all adapters of Step Functions share. */
export function sfnClient(): SFNClient {
  return new SFNClient({});
}
