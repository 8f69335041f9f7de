import { SQSClient } from "@aws-sdk/client-sqs";

/** Makes the client that all adapters of SQS share. */
export function sqsClient(): SQSClient {
  return new SQSClient({});
}
