import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { transientByName } from "#adapters/transient";
import type { OpsChannel } from "#core/notices/channels";

/**
 * Publishes to the operations topic. A message attribute contains the notice's id, which reveals a duplicate.
 */
export function snsOpsChannel(client: SNSClient, topicArn: string): OpsChannel {
  return {
    async publish({ noticeId, subject, text }) {
      const command = new PublishCommand({
        TopicArn: topicArn,
        Subject: subject,
        Message: text,
        MessageAttributes: { noticeId: { DataType: "String", StringValue: noticeId } },
      });
      await transientByName(() => client.send(command));
    },
  };
}
