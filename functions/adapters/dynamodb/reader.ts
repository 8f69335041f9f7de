import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { transientByName } from "#adapters/transient";
import type { Table } from "#core/table";
import { unpacked } from "./packed-attributes.ts";

/** The read operations of the table in DynamoDB, for functions without write permission. */
export function dynamodbReader(client: DynamoDBDocumentClient, tableName: string): Pick<Table, "get"> {
  return {
    async get(key) {
      const answer = await transientByName(() =>
        client.send(new GetCommand({ TableName: tableName, Key: key, ConsistentRead: true })),
      );
      return answer.Item && unpacked(answer.Item);
    },
  };
}
