import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import { transientByName } from "#adapters/transient";
import type { DeadLetters } from "#core/notices/channels";

/** Keeps dead letters in a queue, whose depth raises an alarm. */
export function sqsDeadLetters(client: SQSClient, queueUrl: string): DeadLetters {
  return {
    async keep(letter) {
      const command = new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: JSON.stringify(letter) });
      await transientByName(() => client.send(command));
    },
  };
}
