import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import type { Listing } from "#core/table";

const entries = z.array(z.looseObject({ pk: z.string(), sk: z.string() }));

/** The order of each list; the name of a list is the sort key of its items. */
const ORDERS = { onboarding: "newest first", project: "by name" } as const;

/** The index `listing` in DynamoDB. */
export function dynamodbListing(client: DynamoDBDocumentClient, tableName: string): Listing {
  return {
    async list(list, { after, limit, isOldestFirst = false }) {
      const query = new QueryCommand({
        TableName: tableName,
        IndexName: "listing",
        KeyConditionExpression: "listed = :list",
        ExpressionAttributeValues: { ":list": list },
        ScanIndexForward: isOldestFirst || ORDERS[list] === "by name",
        Limit: limit,
        ...(after !== undefined && { ExclusiveStartKey: { listed: list, pk: after, sk: list } }),
      });
      const { Items = [] } = await transientByName(() => client.send(query));
      return entries.parse(Items);
    },
  };
}
