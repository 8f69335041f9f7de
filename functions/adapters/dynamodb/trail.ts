import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import type { Trail } from "#core/table";
import { unpacked } from "./packed-attributes.ts";

/** The most events of one item that are read. */
const MOST = 100;

/** Reads the events of an item from DynamoDB. */
export function dynamodbTrail(client: DynamoDBDocumentClient, tableName: string): Trail {
  return {
    async last(pk, prefix) {
      const query = new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
        ConsistentRead: true,
        ScanIndexForward: false,
        Limit: MOST,
      });
      const { Items = [] } = await transientByName(() => client.send(query));
      return Items.toReversed().map(unpacked);
    },
  };
}
