import type { DnsResolver } from "#core/dns/observation";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { ExecutionStarter } from "#core/onboarding/executions";
import type { Queue, Table } from "#core/table";
import type { MailFromSetter, SesBudget } from "#core/verification/ses-ports";
import type { IdentityWatch } from "#core/watch/identity-watch";

/** The ports of the watch. */
export interface WatchDeps {
  readonly table: Table;
  readonly queue: Queue;
  readonly budget: SesBudget;
  readonly turns: ZoneTurns;
  readonly identities: IdentityWatch;
  readonly mailFrom: MailFromSetter;
  readonly resolver: DnsResolver;
  readonly starter: ExecutionStarter;
  pause(ms: number): Promise<void>;
}
