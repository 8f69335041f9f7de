import type { DnsResolver } from "#core/dns/observation";
import type { ExecutionResumer, ExecutionStarter, Redriver } from "#core/onboarding/executions";
import type { TenantSending } from "#core/projects/tenant-sending";
import type { Listing, Table, Trail } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { SesBudget } from "#core/verification/ses-ports";

/** The ports of operate-onboardings. */
export interface OperateDeps {
  readonly table: Table;
  readonly trail: Trail;
  readonly listing: Listing;
  readonly starter: ExecutionStarter;
  readonly resumer: ExecutionResumer;
  readonly redriver: Redriver;
  readonly budget: SesBudget;
  readonly sending: TenantSending;
  /** Checks the from addresses of a request that is approved. */
  readonly resolver: DnsResolver;
  readDomainRules(): Promise<DomainRules>;
  /** Makes the token of a challenge. */
  newToken(): string;
}

/** An operator's request, read and authenticated. */
export interface OperatorRequest {
  /** The body; `{}` if it is empty. */
  readonly sent: unknown;
  /** Why, in the operator's words; recorded with the event. */
  readonly because?: string;
  readonly now: number;
  /** The operator, as events name people: `operator:` and the ARN. */
  readonly by: string;
}
