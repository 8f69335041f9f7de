import type { Clock } from "../clock.ts";
import type { ConfigurationSets } from "./configuration-set.ts";
import type { OwnKeys } from "./dkim-keys.ts";
import type { Identities, Identity } from "./identity.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Tenants } from "./tenant-item.ts";
import type { Verifier } from "./verifier.ts";

/** What a restart of Easy DKIM does with the tokens; AWS does not say, so each can be played. */
export type DkimRestart = "same-tokens" | "new-tokens" | "refused" | "refused-by-both";

/** The account in its region: all that the operations work on. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly identities: Identities;
  readonly configurationSets: ConfigurationSets;
  readonly tenants: Tenants;
  readonly ownKeys: OwnKeys;
  readonly mailbox: Mailbox;
  readonly verifier: Verifier;
  readonly dkimRestart: DkimRestart;
  /** True for an SNS topic or event bus that SES can publish to. */
  hasEventTarget(arn: string): boolean;
  /** Publishes the keys of all identities, and SES's own. */
  publishKeys(): void;
  /** Publishes the keys of an identity that is new. */
  publishNewKeys(identity: Identity): void;
}
