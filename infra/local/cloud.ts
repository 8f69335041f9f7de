import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import type { Intercept } from "./aws/endpoint.ts";
import type { Clock } from "./clock.ts";
import type { BusEvent } from "./events/event-bus.ts";
import { type HelpDesk, startHelpDesk } from "./help-desk/help-desk.ts";
import type { InvokeOutcome } from "./lambda/messages.ts";
import { startLastingClock } from "./lasting-clock.ts";
import { lockDirectory } from "./lock.ts";
import { type Network, type Ports, startNetwork } from "./network.ts";
import { startParts } from "./parts.ts";
import { makeFolder } from "./private-file.ts";
import type { Publication } from "./services/sns.ts";
import type { QueuedMessage } from "./services/sqs.ts";
import type { Ses } from "./ses/ses.ts";
import { createStops } from "./stops.ts";
import type { StorageError } from "./storage-error.ts";
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
  /** Called once the data directory cannot be used any more: nothing but stopping is left to do. */
  readonly onFailure?: (error: StorageError) => void;
  /** Where template.yaml and dist/ lie; the repository unless given. */
  readonly root?: string;
}

/** A running local cloud. */
export interface Cloud {
  readonly urls: {
    readonly http: string;
    readonly aws: string;
    readonly mailbox: string;
    readonly desk: string;
  };
  readonly ports: Ports;
  readonly dataDirectory: string;
  /** Where its *.zone files lie. */
  readonly zonesDirectory: string;
  readonly template: Template;
  readonly store: Store;
  readonly clock: Clock;
  readonly ses: Ses;
  /** The help desks that are played. */
  readonly helpDesk: HelpDesk;
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

const PLACE = { region: "eu-west-1", accountId: "000000000000" };
const STACK_NAME = "sendworthy";
const SENDER_ADDRESS = "sendworthy@mail.example";
const SUPPORT_ADDRESS = "tickets@helpdesk.example";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a local cloud that runs what template.yaml declares, and goes on where the last one on its directory was. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { root = repository, speed = 1, ports, beforeInvoke, intercept } = options;
  const dataDirectory = resolve(options.dataDirectory);
  const stops = createStops();
  const onFailure = options.onFailure ?? (() => {});
  makeFolder(dataDirectory);
  try {
    stops.add(lockDirectory(dataDirectory), (unlock) => unlock());
    const store = stops.add(openStore(join(dataDirectory, "cloud.db"), onFailure), (part) => part.close());
    const clock = stops.add(startLastingClock({ store, speed }), (part) => part.stop());
    const zones = prepareZones(dataDirectory);
    const network = await startNetwork({ ports, zones, clock, stops, ...(intercept && { intercept }) });
    const { http, aws, dns, resolver } = network;
    const helpDesk = stops.add(await startHelpDesk(store, clock), (part) => part.stop());
    const Configuration = helpDesk.configuration(options.parameters?.["Configuration"]);
    const parameters = { ...localParameters(network), ...options.parameters, Configuration };
    const template = await loadTemplate({
      file: join(root, "template.yaml"),
      placement: { ...PLACE, stackName: STACK_NAME, httpUrl: http.url, endpointUrl: aws.url },
      parameters,
    });
    const parts = await startParts({
      ...PLACE,
      template,
      network,
      store,
      clock,
      stops,
      dataDirectory,
      distDirectory: join(root, "dist"),
      zonesDirectory: zones,
      senderAddress: parameters.SenderAddress,
      helpDesk,
      onFailure,
      ...(beforeInvoke && { beforeInvoke }),
    });
    return {
      urls: { http: http.url, aws: aws.url, mailbox: `${http.url}/mail`, desk: `${http.url}/desk` },
      ports: { http: http.port, aws: aws.port, dns: dns.port, resolver: resolver.port },
      dataDirectory,
      zonesDirectory: zones,
      template,
      store,
      clock,
      ses: parts.ses,
      helpDesk,
      invoke: (functionName, payload) => parts.lambda.invoke(functionName, payload),
      calls: () => aws.calls(),
      dnsQueries: () => dns.queries() + resolver.queries(),
      publications: () => parts.sns.publications(),
      events: () => parts.bus.events(),
      messages: () => parts.sqs.messages(),
      secret: (secretId) => parts.secrets.value(secretId),
      stop: () => stops.run(),
    };
  } catch (error) {
    await stops.run().catch(() => {});
    throw error;
  }
}

/** Values of the template's parameters that make its functions ask the local DNS. */
function localParameters({ http, dns, resolver }: Network) {
  return {
    SenderAddress: SENDER_ADDRESS,
    SupportAddress: SUPPORT_ADDRESS,
    PublicUrl: http.url,
    DnsResolvers: `127.0.0.1:${resolver.port}`,
    DnsPort: String(dns.port),
    DnsAllowedRanges: "127.0.0.0/8",
  };
}
