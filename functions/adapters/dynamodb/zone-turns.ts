import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { Key } from "#core/table";
import { SlotQueue } from "./slot-queue.ts";

/** Assigns turns for each domain, `turnMilliseconds` apart. */
export function dynamodbZoneTurns(
  client: DynamoDBDocumentClient,
  tableName: string,
  turnMilliseconds: number,
): ZoneTurns {
  const slots = new SlotQueue(client, tableName, turnMilliseconds);
  const keyOf = (domain: string): Key => ({ pk: `turn#${domain}`, sk: "turn" });
  return {
    take: (domain, nowMs) => slots.take(keyOf(domain), nowMs),
    takeIfFree: (domain, nowMs) => slots.takeIfFree(keyOf(domain), nowMs),
  };
}
