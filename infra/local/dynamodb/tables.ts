import { setTimeout as sleep } from "node:timers/promises";
import { AwsError } from "../aws/service.ts";
import type { Table } from "../template/resources.ts";
import type { CallDynamoDb } from "./client.ts";

/** Creates the missing tables and waits until they are active. */
export async function createTables(call: CallDynamoDb, tables: readonly Table[]): Promise<void> {
  for (const { name, properties, timeToLiveAttribute } of tables) {
    if ((await statusOf(call, name)) === undefined) {
      await call("DynamoDB_20120810.CreateTable", properties);
      while ((await statusOf(call, name)) !== "ACTIVE") await sleep(20);
    }
    if (timeToLiveAttribute !== undefined) await enableTimeToLive(call, name, timeToLiveAttribute);
  }
}

async function statusOf(call: CallDynamoDb, TableName: string): Promise<unknown> {
  try {
    const { Table } = await call("DynamoDB_20120810.DescribeTable", { TableName });
    return (Table as { TableStatus?: string }).TableStatus;
  } catch (error) {
    if (error instanceof AwsError && error.code === "ResourceNotFoundException") return undefined;
    throw error;
  }
}

async function enableTimeToLive(call: CallDynamoDb, TableName: string, AttributeName: string): Promise<void> {
  const { TimeToLiveDescription: found } = await call("DynamoDB_20120810.DescribeTimeToLive", { TableName });
  if ((found as { TimeToLiveStatus?: string }).TimeToLiveStatus === "ENABLED") return;
  await call("DynamoDB_20120810.UpdateTimeToLive", {
    TableName,
    TimeToLiveSpecification: { AttributeName, Enabled: true },
  });
}
