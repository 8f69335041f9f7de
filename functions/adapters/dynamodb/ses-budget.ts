import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { SesBudget } from "#core/verification/ses-ports";
import { dynamodbSlotQueue } from "./slot-queue.ts";

/** Hands out the slots of SES's control plane, `slotMilliseconds` apart for the whole account. */
export function dynamodbSesBudget(
  client: DynamoDBDocumentClient,
  tableName: string,
  slotMilliseconds: number,
): SesBudget {
  const slots = dynamodbSlotQueue(client, tableName, slotMilliseconds);
  return { take: (nowMs) => slots.take({ pk: "budget#ses", sk: "budget" }, nowMs) };
}
