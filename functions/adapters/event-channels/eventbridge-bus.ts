import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { EventChannel } from "#core/notices/channels";

/** Puts events on an EventBridge bus. The detail contains the event's id, which reveals a duplicate. */
export function eventbridgeBus(client: EventBridgeClient, busName: string): EventChannel {
  return {
    async send(event) {
      const { type, timestamp } = event;
      const command = new PutEventsCommand({
        Entries: [
          {
            EventBusName: busName,
            Source: "sendworthy",
            DetailType: type,
            Detail: JSON.stringify(event),
            Time: new Date(timestamp),
          },
        ],
      });
      const { Entries: [entry] = [] } = await transientByName(() => client.send(command));
      // The call succeeds even if an entry is refused:
      // https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
      if (entry?.ErrorCode !== undefined)
        throw new TransientServiceError(`${entry.ErrorCode}: ${entry.ErrorMessage ?? "no reason given"}`);
    },
  };
}
