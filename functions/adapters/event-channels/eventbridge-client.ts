import { EventBridgeClient } from "@aws-sdk/client-eventbridge";

/** The client every adapter of EventBridge shares. */
export function eventbridgeClient(): EventBridgeClient {
  return new EventBridgeClient({});
}
