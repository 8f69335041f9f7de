import { SNSClient } from "@aws-sdk/client-sns";

/** The client every adapter of SNS shares. */
export function snsClient(): SNSClient {
  return new SNSClient({});
}
