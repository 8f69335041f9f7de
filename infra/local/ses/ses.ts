import { AwsError, type AwsRequest, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { LocalPage } from "../http/local-page.ts";
import type { Store } from "../store.ts";
import type { Account, DkimRestart } from "./account.ts";
import { addToAmazonsesZone, writeAmazonsesZone } from "./amazonses-zone.ts";
import type { ConfigurationSet } from "./configuration-set.ts";
import { createKeyPair, createKeyPairSync, createKeyPairs, createTokens, type OwnKey } from "./dkim-keys.ts";
import { createDnsChecker } from "./dns-check.ts";
import type { Identity } from "./identity.ts";
import { createMailbox, type Mail, type Mailbox } from "./mailbox.ts";
import { createMailboxPages } from "./mailbox-page.ts";
import { createQueryService } from "./query.ts";
import { createRestService } from "./rest.ts";
import type { Tenant } from "./tenant-item.ts";
import { createVerifier } from "./verifier.ts";

/** The options of the local SES. */
export interface SesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** The recursive resolver that it queries. */
  readonly resolver: { readonly host: string; readonly port: number };
  /** The path of the zone file of amazonses.com, which it writes. */
  readonly zoneFile: string;
  /** Domains and addresses that are verified at the start. */
  readonly verifiedSenders?: readonly string[];
  /** Configuration sets that exist at the start. */
  readonly configurationSets?: readonly string[];
  /** The ARNs of SNS topics and event buses that SES can publish to. */
  readonly eventTargets?: readonly string[];
  /** The calls other than SendEmail that are admitted in a second of the clock; unlimited by default. */
  readonly requestsPerSecond?: number;
  readonly dkimRestart?: DkimRestart;
  /** True for an account without production access. */
  readonly isInSandbox?: boolean;
}

/** The local SES: the v2 API and a few operations of the older query API; it verifies identities with real DNS queries. */
export interface Ses {
  readonly service: AwsService;
  readonly mailbox: Mailbox;
  mailboxPage(path: string): LocalPage | undefined;
  /** Sets the timers for checks that an earlier process had planned. */
  resume(): void;
  stop(): void;
  /** Counts the API calls so far. */
  calls(): number;
  /** Counts the DNS queries so far. */
  queries(): number;
}

/**
 * Makes an identity that is verified at the start. SES does not check its records, because no zone of the
 * local DNS has them.
 */
function verifiedIdentity(name: string, nowMs: number): Identity {
  const identity = { name, verificationStatus: "SUCCESS", verificationInfo: {}, tags: [] } as const;
  if (name.includes("@")) return identity;
  const watch = { status: "SUCCESS", sinceMs: nowMs, checks: 1 } as const;
  const keys = { ...createKeyPairSync(), tokens: createTokens(), keyGeneratedMs: nowMs };
  return { ...identity, dkim: { ...keys, watch, signingEnabled: true } };
}

function createThrottle(clock: Clock, perSecond: number): () => boolean {
  let nextMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (clock.now() < nextMs) return false;
    nextMs = clock.now() + 1000 / perSecond;
    return true;
  };
}

/** Makes the local SES, which keeps identities, planned checks and mail in the store. */
export function createSes(options: SesOptions): Ses {
  const { store, clock } = options;
  const identities = store.collection<Identity>("ses-identity");
  const mailbox = createMailbox(store.collection<Mail>("mail"));
  const checker = createDnsChecker(options.resolver, options.region);
  const verifier = createVerifier({ identities, clock, checker });
  const account = createAccount(options, { identities, mailbox, verifier });
  addInitialResources(account, options);
  account.publishKeys();
  const service = createSesService(account, options.requestsPerSecond);
  let calls = 0;
  return {
    service: {
      ...service,
      async handle(request) {
        calls += 1;
        return service.handle(request);
      },
    },
    mailbox,
    mailboxPage: createMailboxPages(mailbox),
    resume: verifier.resume,
    stop: verifier.stop,
    calls: () => calls,
    queries: checker.queries,
  };
}

function createAccount(
  options: SesOptions,
  parts: Pick<Account, "identities" | "mailbox" | "verifier">,
): Account {
  const { store, clock, region, accountId, zoneFile } = options;
  const ownKeys = store.collection<OwnKey>("ses-own-key");
  return {
    ...parts,
    region,
    accountId,
    clock,
    configurationSets: store.collection<ConfigurationSet>("ses-configuration-set"),
    tenants: store.collection<Tenant>("ses-tenant"),
    ownKeys,
    dkimRestart: options.dkimRestart ?? "same-tokens",
    isInSandbox: options.isInSandbox ?? false,
    hasEventTarget: (arn) => options.eventTargets?.includes(arn) ?? false,
    createKeyPair: createKeyPairs(() => clock.during(createKeyPair)),
    publishKeys: () =>
      writeAmazonsesZone(zoneFile, {
        region,
        serial: Math.floor(clock.now() / 1000),
        identities: parts.identities.list().map(({ value }) => value),
        ownKeys: ownKeys.list().map(({ value }) => value),
      }),
    publishNewKeys: (identity) => addToAmazonsesZone(zoneFile, region, identity),
  };
}

/** Stores the verified senders and configuration sets of the options, unless they exist from an earlier process. */
function addInitialResources({ identities, configurationSets, clock }: Account, options: SesOptions): void {
  for (const sender of options.verifiedSenders ?? []) {
    const name = sender.toLowerCase();
    if (identities.get(name) === undefined) identities.put(name, verifiedIdentity(name, clock.now()));
  }
  for (const name of options.configurationSets ?? []) {
    if (configurationSets.get(name) === undefined)
      configurationSets.put(name, { name, options: {}, eventDestinations: [] });
  }
}

function createSesService(account: Account, requestsPerSecond: number | undefined): AwsService {
  const admit =
    requestsPerSecond === undefined ? () => true : createThrottle(account.clock, requestsPerSecond);
  const services = [createRestService(account, admit), createQueryService(account, admit)];
  const serviceFor = (request: AwsRequest) => services.find(({ matches }) => matches(request));
  return {
    matches: (request) => serviceFor(request) !== undefined,
    async handle(request) {
      const service = serviceFor(request);
      if (service === undefined) throw new AwsError("UnknownOperationException", "There is no such API", 404);
      return service.handle(request);
    },
  };
}
