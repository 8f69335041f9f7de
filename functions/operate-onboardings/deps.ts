import type { ExecutionResumer, ExecutionStarter } from "#core/onboarding/executions";
import type { Listing, Table, Trail } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";

/** What operate-onboardings needs of the world. */
export interface OperateDeps {
  readonly table: Table;
  readonly trail: Trail;
  readonly listing: Listing;
  readonly starter: ExecutionStarter;
  readonly waker: ExecutionResumer;
  readDomainRules(): Promise<DomainRules>;
}

/** What an operator asks for: read, and known to come from them. */
export interface OperatorRequest {
  /** `{}` if nothing was sent. */
  readonly sent: unknown;
  readonly now: number;
  /** As events name people. */
  readonly by: string;
}
