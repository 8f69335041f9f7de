import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Intercept } from "./aws/endpoint.ts";
import type { Clock } from "./clock.ts";
import { startDynamoDb } from "./dynamodb/dynamodb.ts";
import { type BusEvent, createEventBus } from "./events/event-bus.ts";
import { createAsyncInvocations } from "./lambda/async-invocations.ts";
import { createLambda } from "./lambda/lambda.ts";
import type { InvokeOutcome } from "./lambda/messages.ts";
import { createLambdaService } from "./lambda/service.ts";
import { startLastingClock } from "./lasting-clock.ts";
import { lockDirectory } from "./lock.ts";
import { type Ports, startNetwork } from "./network.ts";
import { startSchedules } from "./schedules.ts";
import { createSecretsManager } from "./services/secrets-manager.ts";
import { createSns, type Publication } from "./services/sns.ts";
import { createSqs, type QueuedMessage } from "./services/sqs.ts";
import { createSsm } from "./services/ssm.ts";
import { createSes, type Ses } from "./ses/ses.ts";
import { createStepFunctions } from "./step-functions/step-functions.ts";
import { createStops } from "./stops.ts";
import { openStore, type Store } from "./store.ts";
import { loadTemplate, type Template } from "./template.ts";
import { prepareZones } from "./world.ts";

/** Where a local cloud is, how fast its time runs, and what tests put between its parts. */
export interface CloudOptions {
  readonly dataDirectory: string;
  readonly ports: Ports;
  /** Virtual seconds a real second, whenever nothing is under way. */
  readonly speed?: number;
  /** Values of template parameters, beyond those that the local cloud sets itself. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly beforeInvoke?: (functionName: string, payload: unknown) => void | Promise<void>;
  readonly intercept?: Intercept;
  /** Where template.yaml and dist/ lie; the repository unless given. */
  readonly root?: string;
}

/** A running local cloud. */
export interface Cloud {
  readonly urls: { readonly http: string; readonly aws: string; readonly mailbox: string };
  readonly ports: Ports;
  readonly dataDirectory: string;
  /** Where its *.zone files lie. */
  readonly zonesDirectory: string;
  readonly template: Template;
  readonly store: Store;
  readonly clock: Clock;
  readonly ses: Ses;
  invoke(functionName: string, payload: unknown): Promise<InvokeOutcome>;
  /** AWS calls answered, by "service:Operation". */
  calls(): Record<string, number>;
  /** DNS packets that the authoritative server and the resolver received. */
  dnsQueries(): number;
  /** What was published to SNS topics. */
  publications(): Publication[];
  /** What was put on the event bus. */
  events(): BusEvent[];
  /** What lies in the queues. */
  messages(): QueuedMessage[];
  /** The value of a secret of the template, by name or ARN. */
  secret(secretId: string): string;
  stop(): Promise<void>;
}

const REGION = "eu-west-1";
const ACCOUNT_ID = "000000000000";
const STACK_NAME = "sendworthy";
const SENDER_ADDRESS = "sendworthy@mail.example";
const SUPPORT_ADDRESS = "tickets@helpdesk.example";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a local cloud that runs what template.yaml declares, and goes on where the last one on its directory was. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { root = repository, speed = 1, beforeInvoke, intercept } = options;
  const place = { region: REGION, accountId: ACCOUNT_ID };
  const dataDirectory = resolve(options.dataDirectory);
  const stops = createStops();
  mkdirSync(dataDirectory, { recursive: true });
  try {
    stops.add(lockDirectory(dataDirectory), (unlock) => unlock());
    const store = stops.add(openStore(join(dataDirectory, "cloud.db")), (part) => part.close());
    const clock = stops.add(startLastingClock({ store, speed }), (part) => part.stop());
    const zonesDirectory = prepareZones(dataDirectory);
    const { http, aws, dns, resolver } = await startNetwork({
      ports: options.ports,
      zones: zonesDirectory,
      clock,
      stops,
      ...(intercept && { intercept }),
    });

    const parameters = {
      SenderAddress: SENDER_ADDRESS,
      SupportAddress: SUPPORT_ADDRESS,
      PublicUrl: http.url,
      DnsResolvers: `127.0.0.1:${resolver.port}`,
      DnsPort: String(dns.port),
      DnsAllowedRanges: "127.0.0.0/8",
      ...options.parameters,
    };
    const template = await loadTemplate({
      file: join(root, "template.yaml"),
      placement: { ...place, stackName: STACK_NAME, httpUrl: http.url, endpointUrl: aws.url },
      parameters,
    });

    const sqs = createSqs({ store, clock, queues: template.queues });
    const giveUp = (queueArn: string, payload: unknown, error: object) => {
      sqs.send(queueArn, JSON.stringify({ ...error, payload }));
    };
    const sns = createSns({ store, clock, topics: template.topics });
    const secrets = createSecretsManager({ ...place, store, clock, secrets: template.secrets });
    const lambda = stops.add(
      createLambda({
        functions: template.functions,
        distDirectory: join(root, "dist"),
        logDirectory: join(dataDirectory, "logs"),
        clock,
        region: REGION,
        endpointUrl: aws.url,
        ...(beforeInvoke && { beforeInvoke }),
      }),
      (part) => part.stop(),
    );
    const asyncInvocations = stops.add(createAsyncInvocations({ lambda, store, clock, giveUp }), (part) =>
      part.stop(),
    );
    const bus = createEventBus({
      ...place,
      rules: template.rules,
      store,
      clock,
      deliver: (functionName, event) => asyncInvocations.accept(functionName, event),
    });
    const dynamoDb = await startDynamoDb({
      ...place,
      dataDirectory,
      tables: template.tables,
      sources: template.streams,
      lambda,
      store,
      clock,
      giveUp,
    });
    stops.add(dynamoDb, (part) => part.stop());
    const ses = stops.add(
      createSes({
        ...place,
        store,
        clock,
        resolver: { host: "127.0.0.1", port: resolver.port },
        zoneFile: join(zonesDirectory, "amazonses.com.zone"),
        verifiedSenders: [parameters.SenderAddress],
      }),
      (part) => part.stop(),
    );
    const stepFunctions = stops.add(
      createStepFunctions({
        ...place,
        store,
        clock,
        invoke: (functionName, payload) => lambda.invoke(functionName, payload),
        onStatusChange: (detail) => {
          bus.put({
            source: "aws.states",
            detailType: "Step Functions Execution Status Change",
            resources: [String(detail["executionArn"])],
            detail,
          });
        },
      }),
      (part) => part.stop(),
    );
    for (const { name, definition, roleArn } of template.stateMachines) {
      stepFunctions.deploy(name, definition, roleArn);
    }

    aws.serve(
      dynamoDb.service,
      stepFunctions.service,
      ses.service,
      sns.service,
      bus.service,
      createSsm({ ...place, store, clock, parameters: template.parameters }),
      secrets.service,
      sqs.service,
      createLambdaService(lambda, asyncInvocations),
    );
    ses.resume();
    stepFunctions.resume();
    asyncInvocations.resume();
    dynamoDb.resume();
    http.serve({
      routes: template.routes,
      lambda,
      clock,
      accountId: ACCOUNT_ID,
      localPage: (path) => (/^\/mail(\/|$)/.test(path) ? ses.mailboxPage(path) : undefined),
    });
    const stopSchedules = startSchedules({
      ...place,
      schedules: template.schedules,
      clock,
      invoke: (functionName, event) => asyncInvocations.accept(functionName, event),
    });
    stops.add(stopSchedules, (stop) => stop());

    return {
      urls: { http: http.url, aws: aws.url, mailbox: `${http.url}/mail` },
      ports: { http: http.port, aws: aws.port, dns: dns.port, resolver: resolver.port },
      dataDirectory,
      zonesDirectory,
      template,
      store,
      clock,
      ses,
      invoke: (functionName, payload) => lambda.invoke(functionName, payload),
      calls: () => aws.calls(),
      dnsQueries: () => dns.queries() + resolver.queries(),
      publications: () => sns.publications(),
      events: () => bus.events(),
      messages: () => sqs.messages(),
      secret: (secretId) => secrets.value(secretId),
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run();
    throw error;
  }
}
