import type {
  Alarms,
  DnsEgress,
  OpsSubscriptions,
  QueueDepths,
  SesAccount,
  StateMachineReader,
} from "#core/deployment-ports";
import type { Configuration } from "#core/deployment-settings";
import type { DnsResolver } from "#core/dns/observation";
import type { Table } from "#core/table";
import type { HttpRequest } from "#platform/http/http-handler";
import { operatorsAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { Check } from "./check.ts";
import { runCheck } from "./checks/before-deployment.ts";
import { checkDns } from "./checks/dns.ts";
import { checkMailFroms } from "./checks/mail-from.ts";
import { checkLinkKey, checkReports, checkTemplates, type OneClickSource } from "./checks/one-click.ts";
import { checkAlarms, checkDeadLetters, checkMachine, checkSubscriptions } from "./checks/operations.ts";
import {
  checkAccount,
  checkAddressIdentities,
  checkIdentities,
  checkSender,
  checkSesQueue,
} from "./checks/ses.ts";
import {
  checkConfiguration,
  checkHelpDeskCredentials,
  checkHelpDesks,
  checkHelpDeskWebhooks,
  checkSecret,
} from "./checks/settings.ts";
import { checkTenants } from "./checks/tenants.ts";

/** The dependencies of examine-deployment; none of them writes. */
export interface ExamineDeps {
  readonly table: Pick<Table, "get">;
  readonly ses: SesAccount;
  readonly subscriptions: OpsSubscriptions;
  readonly queues: QueueDepths;
  readonly alarms: Alarms;
  readonly machine: StateMachineReader;
  readonly dns: DnsEgress;
  readonly senderAddress: string;
  readonly resolver: DnsResolver;
  /** Absent without Domain Connect. */
  readonly oneClick?: OneClickSource | undefined;
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
  /** URLs of the dead-letter queues, by logical id. */
  readonly deadLetterQueues: Readonly<Record<string, string>>;
  /** Ids of the secrets, by logical id. */
  readonly secrets: Readonly<Record<string, string>>;
  readSecret(secretId: string): Promise<readonly string[]>;
  readConfiguration(): Promise<Configuration>;
  /** Reads a secret, and checks that it is valid for Standard Webhooks. */
  readSigningSecret(secretId: string): Promise<readonly string[]>;
  readHelpDeskWebhooks(): Promise<Readonly<Record<string, unknown>>>;
  readHelpDeskCredentials(): Promise<Readonly<Record<string, unknown>>>;
}

/** `GET /examination`: checks everything that the deployment depends on. */
export async function examineDeployment(
  { now }: Pick<HttpRequest, "now">,
  deps: ExamineDeps,
): Promise<HttpResponse> {
  const { ses, secrets } = deps;
  const checks = await Promise.all([
    runCheck("SES account", () => checkAccount(ses)),
    runCheck("Sender address", () => checkSender(ses, deps.senderAddress)),
    runCheck("SES identities", () => checkIdentities(ses)),
    runCheck("SES address identities", () => checkAddressIdentities(ses, deps.table)),
    runCheck("MAIL FROM domains", () => checkMailFroms(deps.table)),
    runCheck("SES tenants", () => checkTenants(deps.table)),
    runCheck("SES queue", () => checkSesQueue(deps.table, now)),
    runCheck("DNS", () => checkDns(deps.dns)),
    runCheck("State machine", () => checkMachine(deps.machine)),
    runCheck("Configuration", () => checkConfiguration(deps.readConfiguration)),
    ...Object.entries(secrets).map(([name, id]) =>
      runCheck(name, () => checkSecret(name, () => readSecretNamed(name, id, deps))),
    ),
    runCheck("Help desks", () => checkHelpDesks(deps.readConfiguration)),
    runCheck("HelpDeskWebhooks", () =>
      checkHelpDeskWebhooks(deps.readConfiguration, deps.readHelpDeskWebhooks),
    ),
    runCheck("HelpDeskCredentials", () =>
      checkHelpDeskCredentials(deps.readConfiguration, deps.readHelpDeskCredentials),
    ),
    ...oneClickChecks(deps),
    runCheck("Operations topic", () => checkSubscriptions(deps.subscriptions)),
    runCheck("Dead letters", () => checkDeadLetters(deps.queues, deps.deadLetterQueues)),
    runCheck("Alarms", () => checkAlarms(deps.alarms)),
  ]);
  return operatorsAnswer({ checks: checks.flat() });
}

function oneClickChecks({ oneClick, dmarcReports, resolver }: ExamineDeps): Promise<Check | Check[]>[] {
  return [
    ...(oneClick === undefined
      ? []
      : [
          runCheck("One-click key", () => checkLinkKey(oneClick, resolver)),
          runCheck("One-click templates", () => checkTemplates(oneClick)),
        ]),
    ...(dmarcReports === undefined
      ? []
      : [runCheck("DMARC reports", () => checkReports(dmarcReports, resolver))]),
  ];
}

/** The secrets that sign by the Standard Webhooks specification and must have its format. */
const SIGNING_SECRETS = ["WebhookSecret", "PlatformSecret"];

function readSecretNamed(
  name: string,
  id: string,
  { readSecret, readSigningSecret }: ExamineDeps,
): Promise<readonly string[]> {
  return SIGNING_SECRETS.includes(name) ? readSigningSecret(id) : readSecret(id);
}
