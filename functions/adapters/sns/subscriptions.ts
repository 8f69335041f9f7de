import { ListSubscriptionsByTopicCommand, type SNSClient } from "@aws-sdk/client-sns";
import { transientByName } from "#adapters/transient";
import type { OpsSubscriptions } from "#core/deployment-ports";

/** Reads the subscriptions to a topic. Only the first page of a hundred is read, which is enough. */
export function snsSubscriptions(client: SNSClient, topicArn: string): OpsSubscriptions {
  return {
    async list() {
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicArn });
      const { Subscriptions = [] } = await transientByName(() => client.send(command));
      return Subscriptions.map(({ Protocol = "", Endpoint = "", SubscriptionArn = "" }) => ({
        protocol: Protocol,
        endpoint: Endpoint,
        // An unconfirmed subscription has "PendingConfirmation" instead:
        // https://docs.aws.amazon.com/sns/latest/api/API_Subscribe.html
        isConfirmed: SubscriptionArn.startsWith("arn:"),
      }));
    },
  };
}
