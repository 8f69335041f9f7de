import { paginateScan } from "@aws-sdk/lib-dynamodb";
import * as z from "zod";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { indexOnboarding } from "#core/search/index-onboarding";
import { restoreFigures } from "#core/search/restore-figures";
import { textsIn } from "#core/words/texts";
import type { CommandInput } from "./command.ts";
import { openDeployment } from "./deployment.ts";

const onboardingItem = z.object({ pk: z.string(), sk: z.literal("onboarding") });

/** Counts the history of every onboarding again, and then corrects the figures of every day. */
export async function rebuildFigures(input: CommandInput): Promise<number> {
  const { dynamodb, tableName } = await openDeployment(input);
  const deps = {
    table: dynamodbTable(dynamodb, tableName),
    partitions: dynamodbPartitions(dynamodb, tableName),
  };
  const ids: string[] = [];
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName: tableName,
      FilterExpression: "sk = :sk",
      ProjectionExpression: "pk, sk",
      ExpressionAttributeValues: { ":sk": "onboarding" },
    },
  );
  for await (const { Items = [] } of pages) ids.push(...Items.map((item) => onboardingItem.parse(item).pk));
  const correctedDays = await restoreFigures(
    ids,
    deps,
    async (id) => void (await indexOnboarding(id, Date.now(), deps)),
  );
  console.log(
    input.isJson
      ? JSON.stringify({ onboardings: ids.length, correctedDays })
      : outcome(ids.length, correctedDays),
  );
  return 0;
}

function outcome(count: number, days: readonly string[]): string {
  const { text } = textsIn("en");
  return days.length === 0
    ? text("operators.report.rebuilt", { count })
    : text("operators.report.corrected", { count, days });
}
