import type { IdentityAssigner, IdentityCensus } from "#core/claims/identity-census";
import type { DnsResolver } from "#core/dns/observation";
import type { ExecutionResumer, ExecutionStarter, Redriver } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import type { TenantSending } from "#core/projects/tenant-sending";
import type { Listing, Partitions, Table, Trail } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { SesBudget } from "#core/verification/ses-ports";

/** The ports of operate-onboardings. */
export interface OperateDeps {
  readonly table: Table;
  readonly trail: Trail;
  readonly listing: Listing;
  /** Lists the tickets that wait for a project. */
  readonly partitions: Partitions;
  readonly region: string;
  readonly starter: ExecutionStarter;
  readonly resumer: ExecutionResumer;
  readonly redriver: Redriver;
  readonly budget: SesBudget;
  readonly sending: TenantSending;
  /** Finds an identity that was made by hand, and tags it with its owner. */
  readonly census: Pick<IdentityCensus, "find">;
  readonly assigner: IdentityAssigner;
  /** Checks the names of a request when it is opened, and its from addresses when it is approved. */
  readonly resolver: DnsResolver;
  readDomainRules(): Promise<DomainRules>;
  setupUrl(onboarding: Onboarding): Promise<string>;
  newId(nowMs: number): string;
  /** Makes the token of a challenge record. */
  newToken(): string;
}

/** An operator's request, after authentication and validation. */
export interface OperatorRequest {
  /** The body; `{}` if it is empty. */
  readonly sent: unknown;
  /** The operator's reason, which is recorded with the event. */
  readonly because?: string;
  readonly now: number;
  /** The operator in the form that events use: `operator:` and the ARN. */
  readonly by: string;
}
