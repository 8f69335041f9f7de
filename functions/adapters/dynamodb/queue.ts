import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import type { Queue } from "#core/table";

const keys = z.array(z.object({ pk: z.string(), sk: z.string() }));

/** The sparse index `queue` in DynamoDB. */
export function dynamodbQueue(client: DynamoDBDocumentClient, tableName: string): Queue {
  return {
    async due(queue, nowMs) {
      const answer = await transientByName(() =>
        client.send(
          new QueryCommand({
            TableName: tableName,
            IndexName: "queue",
            KeyConditionExpression: "#queue = :queue AND dueAt <= :now",
            ExpressionAttributeNames: { "#queue": "queue" },
            ExpressionAttributeValues: { ":queue": queue, ":now": nowMs },
            Limit: 100,
          }),
        ),
      );
      return keys.parse(answer.Items ?? []);
    },
  };
}
