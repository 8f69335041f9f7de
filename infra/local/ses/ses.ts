import { AwsError, type AwsRequest, type AwsService } from "../aws/service.ts";
import type { Clock } from "../clock.ts";
import type { LocalPage } from "../http/local-page.ts";
import type { Store } from "../store.ts";
import type { Account, DkimRestart } from "./account.ts";
import { addToAmazonsesZone, writeAmazonsesZone } from "./amazonses-zone.ts";
import type { ConfigurationSet } from "./configuration-set.ts";
import type { OwnKey } from "./dkim-keys.ts";
import type { Identity } from "./identity.ts";
import { createLooker } from "./look.ts";
import { createMailbox, type Mail, type Mailbox } from "./mailbox.ts";
import { createMailboxPages } from "./mailbox-page.ts";
import { createQueryService } from "./query.ts";
import { createRestService } from "./rest.ts";
import type { Tenant } from "./tenant-item.ts";
import { createVerifier } from "./verifier.ts";

/** What the local SES is made of. */
export interface SesOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly region: string;
  readonly accountId: string;
  /** The recursive resolver through which it looks at DNS. */
  readonly resolver: { readonly host: string; readonly port: number };
  /** The zone file of amazonses.com, which it writes. */
  readonly zoneFile: string;
  /** Addresses that are verified from the start. */
  readonly verifiedSenders?: readonly string[];
  /** Configuration sets that are there from the start. */
  readonly configurationSets?: readonly string[];
  /** The ARNs of SNS topics and event buses that SES can publish to. */
  readonly eventTargets?: readonly string[];
  /** Control-plane calls admitted in a second of the clock; unlimited by default. */
  readonly requestsPerSecond?: number;
  readonly dkimRestart?: DkimRestart;
}

/** The SES API, of 2019 and a little of 2010, which verifies by really asking DNS. */
export interface Ses {
  readonly service: AwsService;
  readonly mailbox: Mailbox;
  mailboxPage(path: string): LocalPage | undefined;
  /** Takes up every look that was due or planned when the process before ended. */
  resume(): void;
  stop(): void;
  /** API calls answered so far. */
  calls(): number;
  /** DNS questions asked so far. */
  queries(): number;
}

function verifiedAddress(name: string): Identity {
  return { name, verificationStatus: "SUCCESS", verificationInfo: {}, tags: [] };
}

function createAdmission(clock: Clock, perSecond: number): () => boolean {
  let nextMs = Number.NEGATIVE_INFINITY;
  return () => {
    if (clock.now() < nextMs) return false;
    nextMs = clock.now() + 1000 / perSecond;
    return true;
  };
}

/** Makes the local SES; identities, looks to come and mail live in the store. */
export function createSes(options: SesOptions): Ses {
  const { store, clock, region, accountId, zoneFile } = options;
  const identities = store.collection<Identity>("ses-identity");
  const configurationSets = store.collection<ConfigurationSet>("ses-configuration-set");
  const ownKeys = store.collection<OwnKey>("ses-own-key");
  const mailbox = createMailbox(store.collection<Mail>("mail"));
  const looker = createLooker(options.resolver, region);
  const verifier = createVerifier({ identities, clock, looker });
  const account: Account = {
    region,
    accountId,
    clock,
    identities,
    configurationSets,
    tenants: store.collection<Tenant>("ses-tenant"),
    ownKeys,
    mailbox,
    verifier,
    dkimRestart: options.dkimRestart ?? "same-tokens",
    hasEventTarget: (arn) => options.eventTargets?.includes(arn) ?? false,
    publishKeys: () =>
      writeAmazonsesZone(zoneFile, {
        region,
        serial: Math.floor(clock.now() / 1000),
        identities: identities.list().map(({ value }) => value),
        ownKeys: ownKeys.list().map(({ value }) => value),
      }),
    publishNewKeys: (identity) => addToAmazonsesZone(zoneFile, region, identity),
  };
  for (const sender of options.verifiedSenders ?? []) {
    const name = sender.toLowerCase();
    if (identities.get(name) === undefined) identities.put(name, verifiedAddress(name));
  }
  for (const name of options.configurationSets ?? []) {
    if (configurationSets.get(name) === undefined)
      configurationSets.put(name, { name, options: {}, eventDestinations: [] });
  }
  account.publishKeys();
  const { requestsPerSecond } = options;
  const admit = requestsPerSecond === undefined ? () => true : createAdmission(clock, requestsPerSecond);
  const services = [createRestService(account, admit), createQueryService(account, admit)];
  const serviceFor = (request: AwsRequest) => services.find(({ matches }) => matches(request));
  let calls = 0;
  return {
    service: {
      matches: (request) => serviceFor(request) !== undefined,
      async handle(request) {
        calls += 1;
        const service = serviceFor(request);
        if (service === undefined)
          throw new AwsError("UnknownOperationException", "There is no such API", 404);
        return service.handle(request);
      },
    },
    mailbox,
    mailboxPage: createMailboxPages(mailbox),
    resume: verifier.resume,
    stop: verifier.stop,
    calls: () => calls,
    queries: looker.queries,
  };
}
