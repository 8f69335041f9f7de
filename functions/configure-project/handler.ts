import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { sesAddressIdentities } from "#adapters/ses/address-identities";
import { sesClient } from "#adapters/ses/client";
import { sesProjectConfigurator } from "#adapters/ses/project-configurator";
import { readConfiguration } from "#platform/settings/configuration";
import { readEnvironment } from "#platform/settings/environment";
import { eventHandler } from "#platform/triggers/event-handler";
import { visibleBudget } from "#platform/triggers/ses-queue";
import { stateInput } from "#platform/triggers/state-input";
import { configureProject } from "./configure-project.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const ses = sesClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  budget: visibleBudget(dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS)),
  configurator: sesProjectConfigurator(ses, env.SES_ARN_PREFIX),
  addressIdentities: sesAddressIdentities(ses),
  defaults: async () => (await readConfiguration(env.CONFIGURATION_PARAMETER)).projects.defaults,
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
};

/** Runs the state ConfigureProject. */
export const handler = eventHandler(stateInput, (input) => configureProject(input, deps));
