import { type DynamoDBDocumentClient, QueryCommand } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { transientByName } from "#adapters/transient";
import type { ListEntry, ProbeIndex } from "#core/table";
import { unpacked } from "./packed-attributes.ts";

const entries = z.array(z.looseObject({ pk: z.string(), sk: z.string(), version: z.number().default(0) }));

/** The sparse index `probes` in DynamoDB. */
export function dynamodbProbeIndex(client: DynamoDBDocumentClient, tableName: string): ProbeIndex {
  return {
    async read(part) {
      const found: ListEntry[] = [];
      let after: Record<string, unknown> | undefined;
      do {
        const query = new QueryCommand({
          TableName: tableName,
          IndexName: "probes",
          KeyConditionExpression: "probes = :part",
          ExpressionAttributeValues: { ":part": part },
          ...(after !== undefined && { ExclusiveStartKey: after }),
        });
        const { Items = [], LastEvaluatedKey } = await transientByName(() => client.send(query));
        found.push(...entries.parse(Items).map(unpacked));
        after = LastEvaluatedKey;
      } while (after !== undefined);
      return found;
    },
  };
}
