import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { TransactWriteCommand } from "@aws-sdk/lib-dynamodb";
import { dynamodbReader } from "#adapters/dynamodb-reader";
import { transientByName } from "#adapters/transient";
import type { Put, Table } from "#core/table";

/** The table in DynamoDB. */
export function dynamodbTable(client: DynamoDBDocumentClient, tableName: string): Table {
  return {
    ...dynamodbReader(client, tableName),
    async commit(puts) {
      const command = new TransactWriteCommand({
        TransactItems: puts.map((put) => transactItem(tableName, put)),
      });
      return transientByName(() => committed(client.send(command)));
    },
  };
}

function transactItem(tableName: string, { item, expectedVersion, fromStatuses }: Put) {
  if (expectedVersion === undefined) {
    return { Put: { TableName: tableName, Item: item, ConditionExpression: "attribute_not_exists(pk)" } };
  }
  const statuses = Object.fromEntries(
    (fromStatuses ?? []).map((status, index) => [`:status${index}`, status]),
  );
  const guard = fromStatuses === undefined ? "" : ` AND #status IN (${Object.keys(statuses).join(", ")})`;
  return {
    Put: {
      TableName: tableName,
      Item: item,
      ConditionExpression: `#version = :version${guard}`,
      ExpressionAttributeNames: {
        "#version": "version",
        ...(fromStatuses === undefined ? {} : { "#status": "status" }),
      },
      ExpressionAttributeValues: { ":version": expectedVersion, ...statuses },
    },
  };
}

/** A failed condition is an outcome; a conflict with another transaction is worth another try. */
async function committed(call: Promise<unknown>): Promise<boolean> {
  try {
    await call;
    return true;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "TransactionCanceledException") throw error;
    const reasons: unknown = Reflect.get(error, "CancellationReasons");
    const codes = Array.isArray(reasons) ? reasons.map((reason: { Code?: string }) => reason.Code) : [];
    if (codes.includes("ConditionalCheckFailed")) return false;
    const cause = codes.find((code) => code !== undefined && code !== "None");
    throw Object.assign(
      new Error(`The transaction was cancelled: ${cause ?? "no reason given"}`, { cause: error }),
      {
        name: cause ?? "TransactionCanceled",
      },
    );
  }
}
