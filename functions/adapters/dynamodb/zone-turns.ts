import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import type { ZoneTurns } from "#core/dns/zone-turns";

/** DynamoDB deletes an item by its time to live some time after its turn is over. */
const FORGET_AFTER_SECONDS = 86_400;

/** Hands out turns `turnMilliseconds` apart from one item a domain, by one conditional update. */
export function dynamodbZoneTurns(
  client: DynamoDBDocumentClient,
  tableName: string,
  turnMilliseconds: number,
): ZoneTurns {
  return {
    async take(domain, nowMs) {
      const nextTurnAt = nowMs + turnMilliseconds;
      const update = new UpdateCommand({
        TableName: tableName,
        Key: { pk: `turn#${domain}`, sk: "turn" },
        ConditionExpression: "attribute_not_exists(nextTurnAt) OR nextTurnAt <= :now",
        UpdateExpression: "SET nextTurnAt = :next, forgetAt = :forget",
        ExpressionAttributeValues: {
          ":now": nowMs,
          ":next": nextTurnAt,
          ":forget": Math.ceil(nextTurnAt / 1000) + FORGET_AFTER_SECONDS,
        },
      });
      try {
        await transientByName(() => client.send(update));
        return nowMs;
      } catch (error) {
        // A caller that comes too early tries again a turn later. There is no queue, so no turn is lost on one that gave up.
        if (error instanceof Error && error.name === "ConditionalCheckFailedException") return nextTurnAt;
        throw error;
      }
    },
  };
}
