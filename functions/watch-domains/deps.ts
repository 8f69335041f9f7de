import type { DnsResolver } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { ExecutionResumer, ExecutionStarter } from "#core/onboarding/executions";
import type { Listing, ProbeIndex, Queue, Table } from "#core/table";
import type { DkimSigner, IdentityReader, MailFromSetter, SesBudget } from "#core/verification/ses-ports";
import type { IdentityWatch } from "#core/watch/identity-watch";
import type { TenantWatch } from "#core/watch/paused-tenants";

/** The ports of the watch. */
export interface WatchDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly listing: Listing;
  readonly index: ProbeIndex;
  readonly resumer: ExecutionResumer;
  readonly budget: SesBudget;
  readonly turns: ZoneTurns;
  readonly identities: IdentityWatch;
  readonly tenants: TenantWatch;
  /** Reads one identity with its tags, which `identities` does not return. */
  readonly reader: IdentityReader;
  readonly signer: DkimSigner;
  readonly mailFrom: MailFromSetter;
  readonly resolver: DnsResolver;
  /** The address to which the optional DMARC record directs reports. */
  readonly dmarcReports?: string | undefined;
  readonly starter: ExecutionStarter;
  pause(ms: number): Promise<void>;
}
