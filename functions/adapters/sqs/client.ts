import { SQSClient } from "@aws-sdk/client-sqs";

/** The client every adapter of SQS shares. */
export function sqsClient(): SQSClient {
  return new SQSClient({});
}
