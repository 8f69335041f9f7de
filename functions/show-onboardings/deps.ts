import type { Listing, Table, Trail } from "#core/table";

/** What show-onboardings needs of the world: nothing that it could change. */
export interface ShowOnboardingsDeps {
  readonly table: Pick<Table, "get">;
  readonly listing: Listing;
  readonly trail: Trail;
}
