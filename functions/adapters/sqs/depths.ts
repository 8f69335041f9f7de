import { GetQueueAttributesCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { transientByName } from "#adapters/transient";
import type { QueueDepths } from "#core/deployment-ports";

/** Counts the waiting messages of SQS queues. */
export function sqsDepths(client: SQSClient): QueueDepths {
  return {
    async depth(queueUrl) {
      const command = new GetQueueAttributesCommand({
        QueueUrl: queueUrl,
        AttributeNames: ["ApproximateNumberOfMessages"],
      });
      const { Attributes } = await transientByName(() => client.send(command));
      return Number(Attributes?.ApproximateNumberOfMessages ?? 0);
    },
  };
}
