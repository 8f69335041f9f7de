import { publicationPorts } from "#adapters/domain-connect/publication-ports";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { readEnvironment } from "#platform/settings/environment";
import { serviceOf } from "#platform/settings/service";
import { eventHandler } from "#platform/triggers/event-handler";
import { stateInput } from "#platform/triggers/state-input";
import { environment } from "./environment.ts";
import { tellCustomer } from "./tell-customer.ts";

const env = readEnvironment(environment);
const deps = {
  table: dynamodbTable(dynamodbClient(), env.TABLE_NAME),
  reminderDays: env.REMINDER_DAYS,
  publication: publicationPorts(serviceOf(env), env),
};

/** The state TellCustomer. */
export const handler = eventHandler(stateInput, (input) => tellCustomer(input, deps));
