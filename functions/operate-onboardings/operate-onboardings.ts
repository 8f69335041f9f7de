import type { HttpRequest } from "#platform/http/http-handler";
import { unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { ACTIONS } from "./actions.ts";
import { changeProject } from "./change-project.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";
import { act } from "./run-action.ts";

/** Does what an operator asks for, and keeps who it was; asked again, it is done once. */
export async function operateOnboardings(request: HttpRequest, deps: OperateDeps): Promise<HttpResponse> {
  const { principal, body, now, routeKey, parameters } = request;
  // API Gateway lets nobody in unsigned; a route without its authorizer must not either.
  if (principal === undefined) return problem({ status: 403, title: "Only operators may do this" });
  const sent = parseJson(body);
  if (sent === undefined) return problem({ status: 400, title: "The body is not JSON" });
  const order: OperatorRequest = { sent, now, by: `operator:${principal}` };
  const { onboardingId, project } = parameters;
  const action = ACTIONS[routeKey.replace(/^.*\//, "")];
  if (onboardingId !== undefined && action !== undefined) return act(onboardingId, action, order, deps);
  if (project !== undefined) return changeProject(routeKey, project, order, deps);
  return unknownToOperators("such route");
}

function parseJson(text: string): unknown {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    return undefined;
  }
}
