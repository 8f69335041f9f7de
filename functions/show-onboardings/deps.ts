import type { Configuration } from "#core/deployment-settings";
import type { TenantStates } from "#core/projects/tenant-sending";
import type { Listing, Partitions, Table, Trail } from "#core/table";

/** The dependencies of show-onboardings; none of them writes. */
export interface ShowOnboardingsDeps {
  readonly table: Pick<Table, "get">;
  readonly listing: Listing;
  readonly trail: Trail;
  readonly partitions: Partitions;
  readonly tenants: TenantStates;
  readonly stateMachineArn: string;
  /** Returns the deployer's settings for help desks and for all projects. */
  settings(): Promise<Pick<Configuration, "helpDesks" | "projects">>;
}
