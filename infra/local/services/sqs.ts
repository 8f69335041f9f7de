import { createHash, randomUUID } from "node:crypto";
import * as z from "zod";
import { AwsError, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { Store } from "../store.ts";
import { createJsonService, operation } from "./json-service.ts";

/** A message in a queue. */
export interface QueuedMessage {
  readonly queueArn: string;
  readonly messageId: string;
  readonly at: string;
  readonly body: string;
}

/** The local SQS. Its queues store each message; no function receives any. */
export interface Sqs {
  readonly service: AwsService;
  send(queueArn: string, body: string): QueuedMessage;
  messages(): QueuedMessage[];
}

/** Makes the queues of the template, which are all dead letter queues. */
export function createSqs(options: {
  store: Store;
  clock: Clock;
  queues: ReadonlyArray<{ readonly arn: string; readonly url: string }>;
}): Sqs {
  const kept = options.store.collection<QueuedMessage>("sqs");

  function arnOf(queueUrl: string): string {
    const queue = options.queues.find(({ url }) => url === queueUrl);
    if (queue !== undefined) return queue.arn;
    throw new AwsError("com.amazonaws.sqs#QueueDoesNotExist", "The specified queue does not exist.");
  }

  function send(queueArn: string, body: string): QueuedMessage {
    const at = new Date(options.clock.now()).toISOString();
    const message = { queueArn, messageId: randomUUID(), at, body };
    kept.put(`${at} ${message.messageId}`, message);
    return message;
  }

  return {
    send,
    messages: () => kept.list().map(({ value }) => value),
    service: createJsonService("AmazonSQS", "1.0", {
      SendMessage: operation(
        z.object({ QueueUrl: z.string(), MessageBody: z.string().min(1) }),
        ({ QueueUrl, MessageBody }) => {
          const { messageId } = send(arnOf(QueueUrl), MessageBody);
          return {
            MessageId: messageId,
            MD5OfMessageBody: createHash("md5").update(MessageBody).digest("hex"),
          };
        },
      ),
      GetQueueAttributes: operation(z.object({ QueueUrl: z.string() }), ({ QueueUrl }) => {
        const arn = arnOf(QueueUrl);
        const waiting = kept.list().filter(({ value: { queueArn } }) => queueArn === arn).length;
        return { Attributes: { QueueArn: arn, ApproximateNumberOfMessages: String(waiting) } };
      }),
    }),
  };
}
