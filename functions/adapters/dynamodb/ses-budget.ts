import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SesBudget } from "#core/verification/ses-ports";
import { SlotQueue } from "./slot-queue.ts";

/** Assigns slots for SES's control plane, `slotMilliseconds` apart for the whole account. */
export function dynamodbSesBudget(
  client: DynamoDBDocumentClient,
  tableName: string,
  slotMilliseconds: number,
): SesBudget {
  const slots = new SlotQueue(client, tableName, slotMilliseconds);
  return { take: (nowMs) => slots.take({ pk: "budget#ses", sk: "budget" }, nowMs) };
}
