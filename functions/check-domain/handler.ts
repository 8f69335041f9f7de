import { createDnsResolver } from "#adapters/dns/dns-resolver";
import { publicationPorts } from "#adapters/domain-connect/publication-ports";
import { dynamodbClient } from "#adapters/dynamodb/client";
import { dynamodbSesBudget } from "#adapters/dynamodb/ses-budget";
import { dynamodbTable } from "#adapters/dynamodb/table";
import { dynamodbZoneTurns } from "#adapters/dynamodb/zone-turns";
import { sesClient } from "#adapters/ses/client";
import { sesDkimRestarter } from "#adapters/ses/dkim-restarter";
import { sesDkimSigner } from "#adapters/ses/dkim-signer";
import { sesIdentityReader } from "#adapters/ses/identity-reader";
import { sesIdentityRecreator } from "#adapters/ses/identity-recreator";
import { sesMailFromSetter } from "#adapters/ses/mail-from-setter";
import { sesV1Client } from "#adapters/ses/v1-client";
import { ZONE_TURN_MS } from "#core/onboarding/schedule";
import { readEnvironment } from "#platform/settings/environment";
import { serviceOf } from "#platform/settings/service";
import { eventHandler } from "#platform/triggers/event-handler";
import { visibleBudget } from "#platform/triggers/ses-queue";
import { checkDomain, checkInput } from "./check-domain.ts";
import { environment } from "./environment.ts";

const env = readEnvironment(environment);
const dynamodb = dynamodbClient();
const ses = sesClient();
const deps = {
  table: dynamodbTable(dynamodb, env.TABLE_NAME),
  budget: visibleBudget(dynamodbSesBudget(dynamodb, env.TABLE_NAME, env.SES_SLOT_MILLISECONDS)),
  identities: sesIdentityReader(ses),
  mailFrom: sesMailFromSetter(ses),
  dkim: sesDkimRestarter(ses, sesV1Client()),
  signer: sesDkimSigner(ses),
  recreator: sesIdentityRecreator(ses, env.SES_ARN_PREFIX),
  turns: dynamodbZoneTurns(dynamodb, env.TABLE_NAME, ZONE_TURN_MS),
  reminderDays: env.REMINDER_DAYS,
  dmarcReports: env.DMARC_REPORTS,
  publication: publicationPorts(serviceOf(env), env),
  resolver: createDnsResolver({
    resolvers: env.DNS_RESOLVERS,
    port: env.DNS_PORT,
    allowedRanges: env.DNS_ALLOWED_RANGES,
  }),
};

/** Runs the state CheckDomain. */
export const handler = eventHandler(checkInput, (input) => checkDomain(input, deps));
