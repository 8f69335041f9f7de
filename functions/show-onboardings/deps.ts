import type { ProjectConfiguration } from "#core/projects/project-configuration";
import type { Listing, Partitions, Table, Trail } from "#core/table";

/** The dependencies of show-onboardings; all of them only read. */
export interface ShowOnboardingsDeps {
  readonly table: Pick<Table, "get">;
  readonly listing: Listing;
  readonly trail: Trail;
  readonly partitions: Partitions;
  /** The configuration that the deployer declares for all projects. */
  defaults(): Promise<ProjectConfiguration>;
}
