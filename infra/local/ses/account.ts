import type { Clock } from "../clock.ts";
import type { ConfigurationSets } from "./configuration-set.ts";
import type { KeyPair, OwnKeys } from "./dkim-keys.ts";
import type { Identities, Identity } from "./identity.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Tenants } from "./tenant-item.ts";
import type { Verifier } from "./verifier.ts";

/**
 * The effect of a restart of Easy DKIM on the tokens. AWS does not document it, so tests choose each variant.
 */
export type DkimRestart = "same-tokens" | "new-tokens" | "refused" | "refused-by-both";

/** An AWS account in one region: the state and the services that the operations use. */
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
  /**
   * In the sandbox, only verified addresses receive mail:
   * https://docs.aws.amazon.com/ses/latest/dg/request-production-access.html
   */
  readonly isInSandbox: boolean;
  /** Returns whether `arn` is an SNS topic or event bus that SES can publish to. */
  hasEventTarget(arn: string): boolean;
  /** Returns the key pair of a new identity or of one whose Easy DKIM is restarted. */
  createKeyPair(): Promise<KeyPair>;
  /** Publishes the keys of all identities and SES's own key. */
  publishKeys(): void;
  /** Publishes the keys of a new identity. */
  publishNewKeys(identity: Identity): void;
}
