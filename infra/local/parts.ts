import { join } from "node:path";
import type { Clock } from "./clock.ts";
import { startDynamoDb } from "./dynamodb/dynamodb.ts";
import { createEventBus, type EventBus } from "./events/event-bus.ts";
import { createDeskForms } from "./help-desk/desk-form.ts";
import { createDeskPages } from "./help-desk/desk-page.ts";
import { webhookSecrets, withHelpDesks } from "./help-desk/desk-secrets.ts";
import type { HelpDesk } from "./help-desk/help-desk.ts";
import { createWebhooks } from "./help-desk/webhooks.ts";
import { createAsyncInvocations } from "./lambda/async-invocations.ts";
import { createLambda, type Lambda, type LambdaOptions } from "./lambda/lambda.ts";
import { createLambdaService } from "./lambda/service.ts";
import type { Network } from "./network.ts";
import { startSchedules } from "./schedules.ts";
import { createCloudWatch } from "./services/cloudwatch.ts";
import { createSecretsManager, type SecretsManager } from "./services/secrets-manager.ts";
import { createSns, type Sns } from "./services/sns.ts";
import { createSqs, type Sqs } from "./services/sqs.ts";
import { createSsm } from "./services/ssm.ts";
import { createSes, type Ses } from "./ses/ses.ts";
import { createStepFunctions } from "./step-functions/step-functions.ts";
import type { Stops } from "./stops.ts";
import type { StorageError } from "./storage-error.ts";
import type { Store } from "./store.ts";
import type { Template } from "./template.ts";

/** The parts of a local cloud that its owner reads. */
export interface Parts {
  readonly lambda: Lambda;
  readonly ses: Ses;
  readonly sns: Sns;
  readonly sqs: Sqs;
  readonly bus: EventBus;
  readonly secrets: SecretsManager;
}

/** The options of the parts. */
interface PartsOptions extends Pick<LambdaOptions, "beforeInvoke"> {
  readonly region: string;
  readonly accountId: string;
  readonly template: Template;
  readonly network: Network;
  readonly store: Store;
  readonly clock: Clock;
  readonly stops: Stops;
  readonly dataDirectory: string;
  readonly distDirectory: string;
  readonly zonesDirectory: string;
  readonly senderAddress: string;
  readonly helpDesk: HelpDesk;
  /** Called when the data directory has become unusable. */
  readonly onFailure: (error: StorageError) => void;
}

/** Makes every part, connects them, and goes on with what an earlier process left under way. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { region, accountId, template, network, store, clock, stops, beforeInvoke, helpDesk } = options;
  const { http, aws } = network;
  const base = { region, accountId, store, clock };

  const sns = createSns({ ...base, topics: template.topics });
  const secrets = createSecretsManager({ ...base, secrets: withHelpDesks(template.secrets) });
  const sqs = createSqs({ ...base, queues: template.queues });
  const giveUp = (queueArn: string, payload: unknown, error: object) => {
    sqs.send(queueArn, JSON.stringify({ ...error, payload }));
  };
  const lambda = createLambda({
    functions: template.functions,
    distDirectory: options.distDirectory,
    logDirectory: join(options.dataDirectory, "logs"),
    clock,
    region,
    endpointUrl: aws.url,
    ...(beforeInvoke && { beforeInvoke }),
  });
  stops.add(lambda, (part) => part.stop());
  const asyncInvocations = createAsyncInvocations({ lambda, store, clock, giveUp });
  stops.add(asyncInvocations, (part) => part.stop());
  const invokeLater = (functionName: string, event: unknown) => asyncInvocations.accept(functionName, event);
  const bus = createEventBus({ ...base, rules: template.rules, deliver: invokeLater });
  const dynamoDb = await startDynamoDb({
    ...base,
    dataDirectory: options.dataDirectory,
    tables: template.tables,
    sources: template.streams,
    lambda,
    giveUp,
    onFailure: options.onFailure,
  });
  stops.add(dynamoDb, (part) => part.stop());
  const ses = createSes({
    ...base,
    resolver: { host: "127.0.0.1", port: network.resolver.port },
    zoneFile: join(options.zonesDirectory, "amazonses.com.zone"),
    verifiedSenders: [options.senderAddress],
    configurationSets: template.configurationSets,
    eventTargets: [
      ...template.topics.map(({ arn }) => arn),
      `arn:aws:events:${region}:${accountId}:event-bus/default`,
    ],
  });
  stops.add(ses, (part) => part.stop());
  const stepFunctions = createStepFunctions({
    ...base,
    invoke: (functionName, payload) => lambda.invoke(functionName, payload),
    onStatusChange: (detail) => {
      bus.put({
        source: "aws.states",
        detailType: "Step Functions Execution Status Change",
        resources: [String(detail["executionArn"])],
        detail,
      });
    },
  });
  stops.add(stepFunctions, (part) => part.stop());
  for (const { name, definition, roleArn } of template.stateMachines) {
    stepFunctions.deploy(name, definition, roleArn);
  }

  aws.serve(
    dynamoDb.service,
    stepFunctions.service,
    ses.service,
    sns.service,
    bus.service,
    createSsm({ ...base, parameters: template.parameters }),
    secrets.service,
    sqs.service,
    createCloudWatch(),
    createLambdaService(lambda, asyncInvocations),
  );
  ses.resume();
  stepFunctions.resume();
  asyncInvocations.resume();
  dynamoDb.resume();
  const stopSchedules = startSchedules({ ...base, schedules: template.schedules, invoke: invokeLater });
  stops.add(stopSchedules, (stop) => stop());
  const deskPage = createDeskPages(helpDesk.tickets);
  const localPage = (path: string) => (/^\/mail(\/|$)/.test(path) ? ses.mailboxPage(path) : deskPage(path));
  const secretOf = webhookSecrets(template.secrets, secrets);
  const localForm = createDeskForms(helpDesk.tickets, createWebhooks({ url: http.url, clock, secretOf }));
  http.serve({
    routes: template.routes,
    lambda,
    clock,
    region,
    accountId,
    isAvailable: dynamoDb.isAvailable,
    localPage,
    localForm,
  });
  return { lambda, ses, sns, sqs, bus, secrets };
}
