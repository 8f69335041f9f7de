import type { Listing, Table, Trail } from "#core/table";
import type { HttpRequest, HttpResponse } from "#platform/http/http-handler";
import { unknownToOperators } from "#platform/http/operators-answer";
import { listOnboardings } from "./list-onboardings.ts";
import { showOnboarding } from "./show-onboarding.ts";
import { listProjects, showProject } from "./show-projects.ts";

/** What show-onboardings needs of the world: nothing that it could change. */
export interface ShowOnboardingsDeps {
  readonly table: Pick<Table, "get">;
  readonly listing: Listing;
  readonly trail: Trail;
}

const VIEWS: Readonly<
  Record<string, (request: HttpRequest, deps: ShowOnboardingsDeps) => Promise<HttpResponse>>
> = {
  "GET /onboardings": ({ query }, deps) => listOnboardings(query, deps),
  "GET /onboardings/{onboardingId}": ({ parameters }, deps) =>
    showOnboarding(parameters["onboardingId"] ?? "", deps),
  "GET /projects": ({ query }, deps) => listProjects(query, deps),
  "GET /projects/{project+}": ({ parameters }, deps) => showProject(parameters["project"] ?? "", deps),
};

/** Shows operators how things stand. */
export async function showOnboardings(
  request: HttpRequest,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  return VIEWS[request.routeKey]?.(request, deps) ?? unknownToOperators("such route");
}
