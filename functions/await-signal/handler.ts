import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sfnClient } from "#adapters/step-functions/client";
import { sfnExecutionResumer } from "#adapters/step-functions/execution-resumer";
import { sfnWaitRefuser } from "#adapters/step-functions/wait-refuser";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { awaitSignal, waitInput } from "./await-signal.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const sfn = sfnClient();
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  resumer: sfnExecutionResumer(sfn),
  refuser: sfnWaitRefuser(sfn),
};

/** The state AwaitSignal. */
export const handler = eventHandler(waitInput, (input) => awaitSignal(input, deps));
