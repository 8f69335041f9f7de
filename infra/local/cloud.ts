import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { serviceTemplate } from "#core/publication/service-template";
import { signingZoneOf } from "#core/records/signing-zone";
import type { Intercept } from "./aws/endpoint.ts";
import type { Clock } from "./clock.ts";
import { type DnsProvider, startDnsProvider } from "./domain-connect/dns-provider.ts";
import { LOCAL_PLATFORM } from "./domain-connect/platform-zone.ts";
import type { BusEvent } from "./events/event-bus.ts";
import { type HelpDesk, startHelpDesk } from "./help-desk/help-desk.ts";
import type { InvokeOutcome } from "./lambda/messages.ts";
import { startLastingClock } from "./lasting-clock.ts";
import { lockDirectory } from "./lock.ts";
import { type Network, type Ports, startNetwork } from "./network.ts";
import { type Parts, type SesLacks, startParts } from "./parts.ts";
import { makeFolder } from "./private-file.ts";
import type { Publication } from "./services/sns.ts";
import type { QueuedMessage } from "./services/sqs.ts";
import { domainOf } from "./ses/identity.ts";
import type { Ses } from "./ses/ses.ts";
import { NO_SIGN_IN, startSignIn } from "./sign-in/sign-in.ts";
import { createStops, type Stops } from "./stops.ts";
import type { StorageError } from "./storage-error.ts";
import { openStore, type Store } from "./store.ts";
import type { Template } from "./template/model.ts";
import { loadTemplate } from "./template.ts";
import { prepareZones } from "./world.ts";

/** The options of a local cloud. */
export interface CloudOptions {
  readonly dataDirectory: string;
  readonly ports: Ports;
  /** The virtual seconds per real second while no work is running. */
  readonly speed?: number;
  /** Values of template parameters that the local cloud does not set itself. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** True if SES has verified the domain of the sender, with DKIM; otherwise it has verified only the address. */
  readonly isSenderSigned?: boolean;
  /** The prerequisites that a new SES account lacks; none by default. */
  readonly lacks?: SesLacks;
  /** Called before each invocation of a function; tests use it to observe and to inject errors. */
  readonly beforeInvoke?: (functionName: string, payload: unknown) => void | Promise<void>;
  /** Can answer an AWS call instead of the service; tests use it to inject errors. */
  readonly intercept?: Intercept;
  /** True if people sign in to the console, with the local cloud's identity provider. */
  readonly hasSignIn?: boolean;
  /** Called when the data directory has become unusable; the owner can then only stop the cloud. */
  readonly onFailure?: (error: StorageError) => void;
  /** The directory of template.yaml and dist/; by default the repository. */
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
  /** The directory of the cloud's *.zone files. */
  readonly zonesDirectory: string;
  readonly template: Template;
  readonly store: Store;
  readonly clock: Clock;
  readonly ses: Ses;
  /** The simulated help desks. */
  readonly helpDesk: HelpDesk;
  /** The local DNS host. */
  readonly provider: DnsProvider;
  invoke(functionName: string, payload: unknown): Promise<InvokeOutcome>;
  /** Counts the answered AWS calls by "service:Operation". */
  calls(): Record<string, number>;
  /** Counts the DNS packets that the authoritative server and the resolver received. */
  dnsQueries(): number;
  /** Returns the messages published to SNS topics. */
  publications(): Publication[];
  /** Returns the events put on the event bus. */
  events(): BusEvent[];
  /** Returns the messages in the queues. */
  messages(): QueuedMessage[];
  /** Returns the value of a secret of the template, by name or ARN. */
  secret(secretId: string): string;
  stop(): Promise<void>;
}

const ACCOUNT = { region: "eu-west-1", accountId: "000000000000" };
const STACK_NAME = "sendworthy";
const SENDER_ADDRESS = "sendworthy@mail.example";
const SUPPORT_ADDRESS = "tickets@helpdesk.example";

const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Starts a local cloud with the resources of template.yaml; it continues from the state in its data directory. */
export async function startCloud(options: CloudOptions): Promise<Cloud> {
  const { root = repository, ports, beforeInvoke, intercept } = options;
  const dataDirectory = resolve(options.dataDirectory);
  const stops = createStops();
  const onFailure = options.onFailure ?? (() => {});
  makeFolder(dataDirectory);
  try {
    const { store, clock } = openState(dataDirectory, { ...options, onFailure }, stops);
    const zones = prepareZones(dataDirectory);
    const network = await startNetwork({ ports, zones, clock, stops, ...(intercept && { intercept }) });
    const provider = await startProvider(network, zones, stops);
    const helpDesk = stops.add(await startHelpDesk(store, clock), (part) => part.stop());
    const signIn = options.hasSignIn ? await startSignIn(network.http.url, store, stops) : NO_SIGN_IN;
    const parameters = { ...localParameters(network), ...signIn.parameters, ...options.parameters };
    const Configuration = signIn.configuration(helpDesk.configuration(options.parameters?.["Configuration"]));
    const template = signIn.complete(
      await loadLocalTemplate(root, network, { ...parameters, Configuration }),
    );
    const parts = await startParts({
      ...ACCOUNT,
      template,
      network,
      store,
      clock,
      stops,
      ...{ dataDirectory, distDirectory: join(root, "dist"), zonesDirectory: zones },
      verifiedSender: options.isSenderSigned ? domainOf(parameters.SenderAddress) : parameters.SenderAddress,
      ...(options.lacks && { lacks: options.lacks }),
      helpDesk,
      onFailure,
      ...(beforeInvoke && { beforeInvoke }),
    });
    const kept = { dataDirectory, zonesDirectory: zones, template, store, clock, helpDesk, provider };
    return cloudOf(network, parts, { ...kept, stop: () => stops.run() });
  } catch (error) {
    await stops.run().catch(() => {});
    throw error;
  }
}

/**
 * Opens the state that survives a restart: the store and the clock. The directory is locked for other
 * processes.
 */
function openState(
  dataDirectory: string,
  { speed = 1, onFailure }: Pick<CloudOptions, "speed"> & Required<Pick<CloudOptions, "onFailure">>,
  stops: Stops,
): { store: Store; clock: Clock } {
  stops.add(lockDirectory(dataDirectory), (unlock) => unlock());
  const store = stops.add(openStore(join(dataDirectory, "cloud.db"), onFailure), (part) => part.close());
  return { store, clock: stops.add(startLastingClock({ store, speed }), (part) => part.stop()) };
}

function loadLocalTemplate(
  root: string,
  { http, aws }: Network,
  parameters: Readonly<Record<string, string>>,
): Promise<Template> {
  return loadTemplate({
    file: join(root, "template.yaml"),
    placement: { ...ACCOUNT, stackName: STACK_NAME, httpUrl: http.url, endpointUrl: aws.url },
    parameters,
  });
}

/** Starts the DNS host with the template of the local platform. */
async function startProvider({ http, resolver }: Network, zones: string, stops: Stops): Promise<DnsProvider> {
  const { region } = ACCOUNT;
  const service = {
    providerId: LOCAL_PLATFORM,
    region,
    signingZone: signingZoneOf(region),
    mailFromLabel: "email",
  };
  const redirectDomain = new URL(http.url).hostname;
  const template = serviceTemplate(service, { providerName: "Local platform", redirectDomain });
  const options = { zonesDirectory: zones, resolverPort: resolver.port, template };
  return stops.add(await startDnsProvider(options), (part) => part.stop());
}

/** Makes the running cloud's interface for its user. */
function cloudOf(
  { http, aws, dns, resolver }: Network,
  { ses, lambda, sns, bus, sqs, secrets }: Parts,
  kept: Pick<
    Cloud,
    "dataDirectory" | "zonesDirectory" | "template" | "store" | "clock" | "helpDesk" | "provider" | "stop"
  >,
): Cloud {
  return {
    ...kept,
    urls: { http: http.url, aws: aws.url, mailbox: `${http.url}/mail`, desk: `${http.url}/desk` },
    ports: { http: http.port, aws: aws.port, dns: dns.port, resolver: resolver.port },
    ses,
    invoke: (functionName, payload) => lambda.invoke(functionName, payload),
    calls: () => aws.calls(),
    dnsQueries: () => dns.queries() + resolver.queries(),
    publications: () => sns.publications(),
    events: () => bus.events(),
    messages: () => sqs.messages(),
    secret: (secretId) => secrets.value(secretId),
  };
}

/**
 * Returns the template parameters that the local cloud sets, for example so that functions use the local DNS.
 */
function localParameters({ http, dns, resolver }: Network) {
  return {
    SenderAddress: SENDER_ADDRESS,
    SupportAddress: SUPPORT_ADDRESS,
    PublicUrl: http.url,
    DnsResolvers: `127.0.0.1:${resolver.port}`,
    DnsPort: String(dns.port),
    DnsAllowedRanges: "127.0.0.0/8",
    DomainConnectProvider: LOCAL_PLATFORM,
  };
}
