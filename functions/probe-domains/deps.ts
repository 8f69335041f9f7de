import type { DnsProber } from "#core/dns/prober";
import type { ZoneTurns } from "#core/dns/zone-turns";
import type { ExecutionResumer } from "#core/onboarding/executions";
import type { ShardStarter } from "#core/probes/shards";
import type { ProbeIndex, Table } from "#core/table";

/** The ports of the prober. */
export interface ProbeDeps {
  readonly table: Table;
  readonly index: ProbeIndex;
  readonly prober: DnsProber;
  readonly shards: ShardStarter;
  readonly resumer: ExecutionResumer;
  readonly turns: ZoneTurns;
  pause(ms: number): Promise<void>;
}
