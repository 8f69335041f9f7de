import { SNSClient } from "@aws-sdk/client-sns";

/** Makes the client that all adapters of SNS share. */
export function snsClient(): SNSClient {
  return new SNSClient({});
}
