import { type DynamoDBClient, paginateListTables } from "@aws-sdk/client-dynamodb";
import { paginateListStateMachines, type SFNClient } from "@aws-sdk/client-sfn";
import { textsIn } from "#core/words/texts";
import { UsageError } from "../command-line.ts";

const { text } = textsIn("en");

/** The table and state machine of a deployment. */
export interface Stack {
  readonly tableName: string;
  readonly stateMachineArn: string;
}

/** Finds the table and state machine of a stack by the names that CloudFormation gives them. */
export async function findStack(
  dynamodb: DynamoDBClient,
  stepFunctions: SFNClient,
  { stack, table }: { readonly stack: string; readonly table: string | undefined },
): Promise<Stack> {
  const stateMachineArn = await machineNamed(`${stack}-onboarding`, stepFunctions);
  if (stateMachineArn === undefined)
    throw new UsageError(text("operators.commands.error.no-machine", { stack }));
  return { stateMachineArn, tableName: table ?? (await tableOf(stack, dynamodb)) };
}

async function machineNamed(wanted: string, client: SFNClient): Promise<string | undefined> {
  for await (const { stateMachines = [] } of paginateListStateMachines({ client }, {})) {
    const found = stateMachines.find(({ name }) => name === wanted);
    if (found !== undefined) return found.stateMachineArn;
  }
  return undefined;
}

/** Tables are retained when a stack is deleted, so several may exist. */
async function tableOf(stack: string, client: DynamoDBClient): Promise<string> {
  const tables: string[] = [];
  for await (const { TableNames = [] } of paginateListTables({ client }, {})) {
    tables.push(
      ...TableNames.filter((name) => name === `${stack}-Table` || name.startsWith(`${stack}-Table-`)),
    );
  }
  const [only, another] = tables;
  if (only === undefined) throw new UsageError(text("operators.commands.error.no-table", { stack }));
  if (another !== undefined)
    throw new UsageError(text("operators.commands.error.tables", { tables: tables.join(", ") }));
  return only;
}
