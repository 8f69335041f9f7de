import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SFNClient } from "@aws-sdk/client-sfn";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { textsIn } from "#core/words/texts";
import type { CommandInput, Option } from "./command.ts";
import { findStack, type Stack } from "./find-stack.ts";
import { serviceClock } from "./service-clock.ts";
import { type ClientSettings, clientSettings } from "./target.ts";

const { text } = textsIn("en");

/** A deployment, for commands that work on its table and services directly. */
export interface Deployment extends Stack {
  readonly dynamodb: DynamoDBDocumentClient;
  readonly stepFunctions: SFNClient;
  /** The settings for further AWS clients. */
  readonly settings: ClientSettings;
  /** Returns the time by the clock of AWS. */
  now(): number;
}

/** The option that selects a table. */
export const TABLE_OPTION: Readonly<Record<"table", Option>> = {
  table: { type: "string", value: "NAME", summary: text("operators.commands.option.table") },
};

/** Finds the deployment of a command; throws UsageError if there is none. */
export async function openDeployment(input: CommandInput): Promise<Deployment> {
  const settings = await clientSettings(input.target);
  const client = new DynamoDBClient(settings);
  const stepFunctions = new SFNClient(settings);
  const { follow, now } = serviceClock();
  follow(client);
  follow(stepFunctions);
  const found = await findStack(client, stepFunctions, {
    stack: input.target.stack,
    table: input.text("table"),
  });
  const dynamodb = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  return { ...found, dynamodb, stepFunctions, settings, now };
}
