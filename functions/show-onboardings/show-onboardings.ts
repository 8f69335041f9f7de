import type { HttpRequest } from "#platform/http/http-handler";
import { unknownToOperators } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import type { ShowOnboardingsDeps } from "./deps.ts";
import { listOnboardings } from "./list-onboardings.ts";
import { showAttention } from "./show-attention.ts";
import { showNotice } from "./show-notice.ts";
import { showOnboarding } from "./show-onboarding.ts";
import { listProjects, showProject } from "./show-projects.ts";
import { showReport } from "./show-report.ts";

const VIEWS: Readonly<
  Record<string, (request: HttpRequest, deps: ShowOnboardingsDeps) => Promise<HttpResponse>>
> = {
  "GET /onboardings": listOnboardings,
  "GET /onboardings/{onboardingId}": ({ parameters }, deps) =>
    showOnboarding(parameters["onboardingId"] ?? "", deps),
  "GET /onboardings/{onboardingId}/notices/{notice+}": ({ parameters }, deps) =>
    showNotice(parameters["onboardingId"] ?? "", parameters["notice"] ?? "", deps),
  "GET /report": showReport,
  "GET /attention": showAttention,
  "GET /projects": ({ query }, deps) => listProjects(query, deps),
  "GET /projects/{project+}": ({ parameters }, deps) => showProject(parameters["project"] ?? "", deps),
};

/** Handles the operators' read routes. */
export async function showOnboardings(
  request: HttpRequest,
  deps: ShowOnboardingsDeps,
): Promise<HttpResponse> {
  return VIEWS[request.routeKey]?.(request, deps) ?? unknownToOperators("route");
}
