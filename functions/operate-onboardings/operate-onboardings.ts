import * as z from "zod";
import { printable } from "#core/names/printable";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import type { HttpRequest } from "#platform/http/http-handler";
import { readJson } from "#platform/http/json-body";
import { operatorsFaults, operatorsJsonFault, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { ACTIONS } from "./actions.ts";
import { changeProject } from "./change-project.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";
import { redriveOnboarding } from "./redrive-onboarding.ts";
import { runAction } from "./run-action.ts";
import { showLink } from "./show-link.ts";
import { isSwitch, switchSending } from "./switch-sending.ts";

const { text } = textsIn("en");

/** The route is not below those of onboardings, so that it requires a separate IAM permission. */
const SHOW_LINK = "POST /setup-links/{onboardingId}";

/** The longest reason that is stored. */
const LONGEST_REASON = 500;

/** Runs an operator's action and records the operator; a repeated request has no further effect. */
export async function operateOnboardings(request: HttpRequest, deps: OperateDeps): Promise<HttpResponse> {
  const { principal, rawBody, now, routeKey, parameters } = request;
  // API Gateway refuses unsigned requests; this also refuses them if a route lost its authorizer.
  if (principal === undefined) return problem({ status: 403, title: text("operators.api.operators-only") });
  const sent = rawBody.length === 0 ? { value: {} } : readJson(rawBody);
  if ("fault" in sent) return operatorsJsonFault(sent.fault);
  const order: OperatorRequest = { sent: sent.value, now, by: `operator:${principal}` };
  const { onboardingId, project } = parameters;
  const last = routeKey.replace(/^.*\//, "");
  if (routeKey === SHOW_LINK) return showLink(onboardingId ?? "", order, deps);
  if (onboardingId !== undefined) return runReasoned(onboardingId, last, order, deps);
  if (project !== undefined && isSwitch(last)) return switchSending(last, project, order, deps);
  if (project !== undefined) return changeProject(routeKey, project, order, deps);
  return unknownToOperators("route");
}

const reasoned = z.looseObject({ because: z.string().max(LONGEST_REASON).optional() });

/** Runs an action on an onboarding with the operator's reason, which is recorded with its event. */
function runReasoned(
  onboardingId: string,
  name: string,
  order: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> | HttpResponse {
  const read = reasoned.safeParse(order.sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, order.sent));
  const { because, ...sent } = read.data;
  const reason = because === undefined || because === "" ? {} : { because: printable(because) };
  const reasonedOrder = { ...order, sent, ...reason };
  if (name === "redrive") return redriveOnboarding(onboardingId, reasonedOrder, deps);
  const action = ACTIONS[name];
  return action === undefined
    ? unknownToOperators("route")
    : runAction(onboardingId, action, reasonedOrder, deps);
}
