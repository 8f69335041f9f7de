import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import { TransientServiceError } from "#core/errors";
import type { SesBudget } from "#core/verification/ses-ports";

/** How often the two updates are tried while other callers take slots in between. */
const TRIES = 5;

/**
 * Hands out slots `slotMilliseconds` apart from one item: the queue grows by one slot, or starts now if it is
 * empty. Either is a single conditional update, so two callers never get the same slot.
 */
export function dynamodbSesBudget(
  client: DynamoDBDocumentClient,
  tableName: string,
  slotMilliseconds: number,
): SesBudget {
  const update = (condition: string, expression: string, nowMs: number): UpdateCommandInput => ({
    TableName: tableName,
    Key: { pk: "budget#ses", sk: "budget" },
    ConditionExpression: condition,
    UpdateExpression: expression,
    ExpressionAttributeValues: { ":now": nowMs, ":slot": slotMilliseconds },
    ReturnValues: "UPDATED_NEW",
  });

  async function attempt(input: UpdateCommandInput): Promise<number | undefined> {
    try {
      const { Attributes } = await transientByName(() => client.send(new UpdateCommand(input)));
      return Number(Attributes?.["nextSlotAt"]) - slotMilliseconds;
    } catch (error) {
      if (error instanceof Error && error.name === "ConditionalCheckFailedException") return undefined;
      throw error;
    }
  }

  return {
    async take(nowMs) {
      for (let tries = 0; tries < TRIES; tries += 1) {
        const slot =
          (await attempt(update("nextSlotAt > :now", "SET nextSlotAt = nextSlotAt + :slot", nowMs))) ??
          (await attempt(
            update(
              "attribute_not_exists(nextSlotAt) OR nextSlotAt <= :now",
              "SET nextSlotAt = :now + :slot",
              nowMs,
            ),
          ));
        if (slot !== undefined) return slot;
      }
      throw new TransientServiceError("Other callers took every slot of the SES budget");
    },
  };
}
