import type { DnsResolver } from "#core/dns/observation";
import type { Queue, Table } from "#core/table";
import type { IdentityReleaser, SesBudget } from "#core/verification/ses-ports";

/** The ports of release-identities. */
export interface ReleaseDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly budget: SesBudget;
  readonly identities: IdentityReleaser;
  readonly resolver: DnsResolver;
}
