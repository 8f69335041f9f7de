import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { EventChannel } from "#core/notices/channels";

/** Puts events on an EventBridge bus, with the event's id in its detail, so that a duplicate can be recognized. */
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
      // A refused entry does not fail the call: https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
      if (entry?.ErrorCode !== undefined)
        throw new TransientServiceError(`${entry.ErrorCode}: ${entry.ErrorMessage ?? "no reason given"}`);
    },
  };
}
