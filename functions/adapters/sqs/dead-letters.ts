import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { transientByName } from "#adapters/transient";
import type { DeadLetters } from "#core/notices/channels";

/** Stores dead letters in a queue; an alarm watches its depth. */
export function sqsDeadLetters(client: SQSClient, queueUrl: string): DeadLetters {
  return {
    async keep(letter) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(letter) });
      await transientByName(() => client.send(command));
    },
  };
}
