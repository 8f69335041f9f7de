import type {
  Alarms,
  DnsEgress,
  OpsSubscriptions,
  QueueDepths,
  SesAccount,
  StateMachineReader,
} from "#core/deployment-ports";
import type { Configuration } from "#core/deployment-settings";
import type { Table } from "#core/table";
import type { HelpDeskCredentials } from "#core/tickets/help-desks/help-desk-credentials";
import type { HttpRequest } from "#platform/http/http-handler";
import { operatorsAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { broken, type Check } from "./check.ts";
import { checkDns } from "./checks/dns.ts";
import { checkAlarms, checkDeadLetters, checkMachine, checkSubscriptions } from "./checks/operations.ts";
import { checkAccount, checkIdentities, checkSender, checkSesQueue } from "./checks/ses.ts";
import { checkConfiguration, checkHelpDeskCredentials, checkSecret } from "./checks/settings.ts";

/** What examine-deployment needs of the world: nothing that it could change. */
export interface ExamineDeps {
  readonly table: Pick<Table, "get">;
  readonly ses: SesAccount;
  readonly subscriptions: OpsSubscriptions;
  readonly queues: QueueDepths;
  readonly alarms: Alarms;
  readonly machine: StateMachineReader;
  readonly dns: DnsEgress;
  readonly senderAddress: string;
  /** URLs of the queues of dead letters, by their logical ids. */
  readonly deadLetterQueues: Readonly<Record<string, string>>;
  /** Ids of the secrets, by their logical ids. */
  readonly secrets: Readonly<Record<string, string>>;
  readSecret(secretId: string): Promise<readonly string[]>;
  readConfiguration(): Promise<Configuration>;
  readHelpDeskCredentials(): Promise<HelpDeskCredentials>;
}

/** `GET /examination`: all that would go wrong, before a customer finds out. */
export async function examineDeployment(
  { now }: Pick<HttpRequest, "now">,
  deps: ExamineDeps,
): Promise<HttpResponse> {
  const { ses, secrets } = deps;
  const checks = await Promise.all([
    told("SES account", () => checkAccount(ses)),
    told("Sender address", () => checkSender(ses, deps.senderAddress)),
    told("SES identities", () => checkIdentities(ses)),
    told("SES queue", () => checkSesQueue(deps.table, now)),
    told("DNS", () => checkDns(deps.dns)),
    told("State machine", () => checkMachine(deps.machine)),
    told("Configuration", () => checkConfiguration(deps.readConfiguration)),
    ...Object.entries(secrets).map(([name, id]) =>
      told(name, () => checkSecret(name, () => deps.readSecret(id))),
    ),
    told("HelpDeskCredentials", () =>
      checkHelpDeskCredentials(deps.readConfiguration, deps.readHelpDeskCredentials),
    ),
    told("Operations topic", () => checkSubscriptions(deps.subscriptions)),
    told("Dead letters", () => checkDeadLetters(deps.queues, deps.deadLetterQueues)),
    told("Alarms", () => checkAlarms(deps.alarms)),
  ]);
  return operatorsAnswer({ checks: checks.flat() });
}

/** What can't be asked about hinders no other check, and is one itself. */
async function told(subject: string, check: () => Promise<Check | Check[]>): Promise<Check | Check[]> {
  try {
    return await check();
  } catch (error) {
    const name = error instanceof Error ? error.name : "unknown";
    return broken(
      subject,
      `it could not be asked about: ${name}`,
      "Try again; if it stays, see the function's log.",
    );
  }
}
