import type { Clock } from "../clock.ts";
import type { Collection } from "../store.ts";
import type { Identities } from "./identity.ts";
import type { Mailbox } from "./mailbox.ts";
import type { Verifier } from "./verifier.ts";

/** What a restart of Easy DKIM does with the tokens; AWS does not say, so each can be played. */
export type DkimRestart = "same-tokens" | "new-tokens" | "refused" | "refused-by-both";

/** A tenant of the account, and the ARNs of its resources. */
export interface Tenant {
  readonly name: string;
  readonly resources: readonly string[];
}

/** The account in its region: all that the operations work on. */
export interface Account {
  readonly region: string;
  readonly accountId: string;
  readonly clock: Clock;
  readonly identities: Identities;
  readonly tenants: Collection<Tenant>;
  readonly configurationSets: Collection<{ readonly name: string }>;
  readonly mailbox: Mailbox;
  readonly verifier: Verifier;
  readonly dkimRestart: DkimRestart;
  /** Publishes the keys of all identities. */
  publishKeys(): void;
}
