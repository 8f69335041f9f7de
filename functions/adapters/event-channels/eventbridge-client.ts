import { EventBridgeClient } from "@aws-sdk/client-eventbridge";

/** Makes the client that all adapters of EventBridge share. */
export function eventbridgeClient(): EventBridgeClient {
  return new EventBridgeClient({});
}
