import { join } from "node:path";
import type { Clock } from "./clock.ts";
import { writePlatformZone } from "./domain-connect/platform-zone.ts";
import { type DynamoDb, startDynamoDb } from "./dynamodb/dynamodb.ts";
import { createEventBus, type EventBus } from "./events/event-bus.ts";
import { createDeskForms } from "./help-desk/desk-form.ts";
import { createDeskPages } from "./help-desk/desk-page.ts";
import { webhookSecrets, withHelpDesks } from "./help-desk/desk-secrets.ts";
import type { HelpDesk } from "./help-desk/help-desk.ts";
import { createWebhooks } from "./help-desk/webhooks.ts";
import { createHomePage } from "./home/home-page.ts";
import { createNoticesPage } from "./home/notices-page.ts";
import { zoneFiles } from "./home/zone-files.ts";
import { createZoneForms, createZonePages } from "./home/zones-page.ts";
import { createAsyncInvocations } from "./lambda/async-invocations.ts";
import { createLambda, type Lambda, type LambdaOptions } from "./lambda/lambda.ts";
import { createLambdaService } from "./lambda/service.ts";
import type { Network } from "./network.ts";
import { startSchedules } from "./schedules.ts";
import { createCloudWatch } from "./services/cloudwatch.ts";
import { createKms, type Kms } from "./services/kms.ts";
import { createS3 } from "./services/s3.ts";
import { createSecretsManager, type SecretsManager } from "./services/secrets-manager.ts";
import { createSns, type Sns } from "./services/sns.ts";
import { createSqs, type Sqs } from "./services/sqs.ts";
import { createSsm } from "./services/ssm.ts";
import { createSts } from "./services/sts.ts";
import { createSes, type Ses } from "./ses/ses.ts";
import { createStepFunctions, type StepFunctions } from "./step-functions/step-functions.ts";
import type { Stops } from "./stops.ts";
import type { StorageError } from "./storage-error.ts";
import type { Store } from "./store.ts";
import type { Template } from "./template/model.ts";

/** The parts of a local cloud that its owner can read. */
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
  /** The address or domain of the sender, which SES has verified. */
  readonly verifiedSender: string;
  readonly lacks?: SesLacks;
  readonly helpDesk: HelpDesk;
  /** Called when the data directory has become unusable. */
  readonly onFailure: (error: StorageError) => void;
}

/** What a new SES account may still lack. */
export interface SesLacks {
  /** True if the account is in the sandbox. */
  readonly productionAccess?: boolean;
  /** True if SES does not know the deployment's sender address. */
  readonly verifiedSender?: boolean;
}

/** The dependencies of every part. */
type Base = Pick<PartsOptions, "region" | "accountId" | "store" | "clock">;

/** Makes and connects all parts, and continues the work that an earlier process left unfinished. */
export async function startParts(options: PartsOptions): Promise<Parts> {
  const { region, accountId, template, network, store, clock, stops } = options;
  const base = { region, accountId, store, clock };
  const sns = createSns({ ...base, topics: template.topics });
  const secrets = createSecretsManager({ ...base, secrets: withHelpDesks(template.secrets) });
  const sqs = createSqs({ ...base, queues: template.queues });
  const giveUp = (queueArn: string, payload: unknown, error: object) => {
    sqs.send(queueArn, JSON.stringify({ ...error, payload }));
  };
  const lambda = startLambda(options);
  const asyncInvocations = createAsyncInvocations({ lambda, store, clock, giveUp });
  stops.add(asyncInvocations, (part) => part.stop());
  const invokeLater = (functionName: string, event: unknown) => asyncInvocations.accept(functionName, event);
  const bus = createEventBus({ ...base, rules: template.rules, deliver: invokeLater });
  const { dataDirectory, onFailure } = options;
  const database = { tables: template.tables, sources: template.streams, dataDirectory, onFailure };
  const dynamoDb = await startDynamoDb({ ...base, ...database, lambda, giveUp });
  stops.add(dynamoDb, (part) => part.stop());
  const ses = startSes(options, base);
  const stepFunctions = startStepFunctions(options, base, lambda, bus);
  network.aws.serve(
    dynamoDb.service,
    stepFunctions.service,
    ses.service,
    sns.service,
    bus.service,
    createSsm({ ...base, parameters: template.parameters }),
    secrets.service,
    startKms(options).service,
    createS3({ ...base, ...template }),
    sqs.service,
    createCloudWatch(),
    createSts(base),
    createLambdaService(lambda, asyncInvocations),
  );
  for (const part of [ses, stepFunctions, asyncInvocations, dynamoDb]) part.resume();
  const stopSchedules = startSchedules({ ...base, schedules: template.schedules, invoke: invokeLater });
  stops.add(stopSchedules, (stop) => stop());
  serveHttp(options, { lambda, ses, sns, secrets, isAvailable: dynamoDb.isAvailable });
  return { lambda, ses, sns, sqs, bus, secrets };
}

/** Publishes the public keys of signed links in DNS before anybody follows such a link. */
function startKms({ store, template, zonesDirectory }: PartsOptions): Kms {
  const kms = createKms({ store, keyIds: template.signingKeys });
  for (const keyId of template.signingKeys) writePlatformZone(zonesDirectory, kms.publicKey(keyId));
  return kms;
}

function startLambda({
  template,
  network,
  clock,
  region,
  stops,
  beforeInvoke,
  ...options
}: PartsOptions): Lambda {
  const lambda = createLambda({
    functions: template.functions,
    distDirectory: options.distDirectory,
    logDirectory: join(options.dataDirectory, "logs"),
    clock,
    region,
    endpointUrl: network.aws.url,
    ...(beforeInvoke && { beforeInvoke }),
  });
  stops.add(lambda, (part) => part.stop());
  return lambda;
}

function startSes({ template, network, stops, lacks = {}, ...options }: PartsOptions, base: Base): Ses {
  const ses = createSes({
    ...base,
    resolver: { host: "127.0.0.1", port: network.resolver.port },
    zoneFile: join(options.zonesDirectory, "amazonses.com.zone"),
    verifiedSenders: lacks.verifiedSender ? [] : [options.verifiedSender],
    isInSandbox: lacks.productionAccess ?? false,
    configurationSets: template.configurationSets,
    eventTargets: [
      ...template.topics.map(({ arn }) => arn),
      `arn:aws:events:${base.region}:${base.accountId}:event-bus/default`,
    ],
  });
  stops.add(ses, (part) => part.stop());
  return ses;
}

function startStepFunctions(
  { template, stops }: PartsOptions,
  base: Base,
  lambda: Lambda,
  bus: EventBus,
): StepFunctions {
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
  return stepFunctions;
}

/** Serves the routes of the template, and the local cloud's own pages. */
function serveHttp(
  { template, network: { http }, clock, region, accountId, helpDesk, zonesDirectory }: PartsOptions,
  {
    lambda,
    ses,
    sns,
    secrets,
    isAvailable,
  }: Pick<Parts, "lambda" | "ses" | "sns" | "secrets"> & Pick<DynamoDb, "isAvailable">,
): void {
  const files = zoneFiles(zonesDirectory);
  const pages = [
    createHomePage(ses.mailbox),
    ses.mailboxPage,
    createDeskPages(helpDesk.tickets),
    createNoticesPage(sns.publications),
    createZonePages(files),
  ];
  const secretOf = webhookSecrets(template.secrets, secrets);
  const webhooks = createWebhooks({ url: http.url, clock, secretOf });
  const forms = [createDeskForms(helpDesk.tickets, webhooks), createZoneForms(files)];
  http.serve({
    routes: template.routes,
    lambda,
    clock,
    region,
    accountId,
    isAvailable,
    localPage: (path) => pages.map((page) => page(path)).find((page) => page !== undefined),
    localForm: (path, form) =>
      forms.map((handle) => handle(path, form)).find((answer) => answer !== undefined),
  });
}
