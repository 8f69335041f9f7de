import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbPartitions } from "#adapters/dynamodb/partitions";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { environment } from "./environment.ts";
import { indexOnboardings } from "./index-onboardings.ts";
import { recordedFacts } from "./recorded-facts.ts";
import { figuresReporter } from "./report-figures.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  partitions: dynamodbPartitions(dynamodb, env.TABLE_NAME),
  report: figuresReporter(env.MONITORING !== "alarms"),
};

/** Runs for the table's stream. */
export const handler = eventHandler(recordedFacts, (facts) => indexOnboardings(facts, deps));
