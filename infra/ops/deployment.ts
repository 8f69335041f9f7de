import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { localClient } from "../demo/send-ticket.ts";
import type { Given, Option } from "./command.ts";
import { findStack, type Stack } from "./find-stack.ts";

/** A deployment, for commands that go past the operators' API. */
export interface Deployment extends Stack {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
  /** For more clients of it. */
  readonly settings: object;
}

/** The option that tells tables apart. */
export const TABLE_OPTION: Readonly<Record<"table", Option>> = {
  table: { type: "string", value: "NAME", says: "which table, where an earlier stack left its own" },
};

/** Opens the deployment that a command is for; throws UsageError if there is none. */
export async function openDeployment(given: Given): Promise<Deployment> {
  const { awsUrl, stack } = given.where;
  const settings = awsUrl === undefined ? {} : localClient(awsUrl);
  const client = new DynamoDBClient(settings);
  const stepFunctions = new SFNClient(settings);
  const found = await findStack(client, stepFunctions, { stack, table: given.text("table") });
  const dynamodb = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { ...found, dynamodb, stepFunctions, settings };
}
