import type { HttpRequest } from "#platform/http/http-handler";
import { parseJson } from "#platform/http/json-body";
import { unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { ACTIONS } from "./actions.ts";
import { changeProject } from "./change-project.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";
import { runAction } from "./run-action.ts";
import { isSwitch, switchSending } from "./switch-sending.ts";

/** Runs an operator's action and records the operator; a repeated request is done once. */
export async function operateOnboardings(request: HttpRequest, deps: OperateDeps): Promise<HttpResponse> {
  const { principal, body, now, routeKey, parameters } = request;
  // API Gateway refuses unsigned requests; a route that lost its authorizer must do so, too.
  if (principal === undefined) return problem({ status: 403, title: "Only operators may do this" });
  const sent = sentBody(body);
  if (sent === undefined) return problem({ status: 400, title: "The body is not JSON" });
  const order: OperatorRequest = { sent, now, by: `operator:${principal}` };
  const { onboardingId, project } = parameters;
  const last = routeKey.replace(/^.*\//, "");
  const action = ACTIONS[last];
  if (onboardingId !== undefined && action !== undefined) return runAction(onboardingId, action, order, deps);
  if (project !== undefined && isSwitch(last)) return switchSending(last, project, order, deps);
  if (project !== undefined) return changeProject(routeKey, project, order, deps);
  return unknownToOperators("such route");
}

function sentBody(text: string): unknown {
  try {
    return text === "" ? {} : parseJson(text);
  } catch {
    return undefined;
  }
}
