import { DescribeTableCommand, type DynamoDBClient, UpdateTableCommand } from "@aws-sdk/client-dynamodb";

/**
 * Protects the table against deletion; says whether that was new. The template can't do it: CloudFormation could then
 * not roll a failed first deployment back.
 */
export async function protectTable(client: DynamoDBClient, TableName: string): Promise<boolean> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table?.DeletionProtectionEnabled === true) return false;
  await client.send(new UpdateTableCommand({ TableName, DeletionProtectionEnabled: true }));
  return true;
}
