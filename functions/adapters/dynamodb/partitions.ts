import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import type { KeyPage, Partitions } from "#core/table";
import { type PackedItem, unpacked } from "./packed-attributes.ts";

const keys = z.array(z.object({ pk: z.string(), sk: z.string() }));

/** Reads the partitions of the table in DynamoDB. */
export function dynamodbPartitions(client: DynamoDBDocumentClient, TableName: string): Partitions {
  return {
    async between(pk, from, to) {
      const items = await readAll(client, {
        TableName,
        KeyConditionExpression: "pk = :pk AND sk BETWEEN :from AND :to",
        ExpressionAttributeValues: { ":pk": pk, ":from": from, ":to": to },
        ConsistentRead: true,
      });
      return items.map(unpacked);
    },
    async page(pk, page) {
      const items = await readAll(client, { TableName, ...pageQuery(pk, page) }, page.limit);
      return keys.parse(items);
    },
  };
}

function pageQuery(
  pk: string,
  { prefix = "", after, limit, isDescending = false }: KeyPage,
): Omit<QueryCommandInput, "TableName"> {
  return {
    KeyConditionExpression: prefix === "" ? "pk = :pk" : "pk = :pk AND begins_with(sk, :prefix)",
    FilterExpression: "attribute_not_exists(forgetAt)",
    ExpressionAttributeValues: { ":pk": pk, ...(prefix !== "" && { ":prefix": prefix }) },
    ProjectionExpression: "pk, sk",
    ScanIndexForward: !isDescending,
    Limit: limit,
    ...(after !== undefined && { ExclusiveStartKey: { pk, sk: after } }),
  };
}

/** Reads page after page until there are `limit` items or no more pages. */
async function readAll(
  client: DynamoDBDocumentClient,
  query: QueryCommandInput,
  limit = Number.POSITIVE_INFINITY,
): Promise<PackedItem[]> {
  const items: PackedItem[] = [];
  let start = query.ExclusiveStartKey;
  do {
    const command = new QueryCommand({ ...query, ExclusiveStartKey: start });
    const { Items = [], LastEvaluatedKey } = await transientByName(() => client.send(command));
    items.push(...Items);
    start = LastEvaluatedKey;
  } while (start !== undefined && items.length < limit);
  return items.slice(0, limit);
}
