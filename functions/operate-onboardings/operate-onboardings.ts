import type { Starter, Waker } from "#core/notices/channels";
import type { Listing, Table, Trail } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { HttpRequest, HttpResponse } from "#platform/http/http-handler";
import { unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import { act } from "./act.ts";
import { ACTIONS } from "./actions.ts";
import { changeProject } from "./change-project.ts";

/** What operate-onboardings needs of the world. */
export interface OperateDeps {
  readonly table: Table;
  readonly trail: Trail;
  readonly listing: Listing;
  readonly starter: Starter;
  readonly waker: Waker;
  readDomainRules(): Promise<DomainRules>;
}

/** What an operator asks for: read, and known to come from them. */
export interface Order {
  /** `{}` if nothing was sent. */
  readonly sent: unknown;
  readonly now: number;
  /** As events name people. */
  readonly by: string;
}

/** Does what an operator asks for, and keeps who it was; asked again, it is done once. */
export async function operateOnboardings(request: HttpRequest, deps: OperateDeps): Promise<HttpResponse> {
  const { principal, body, now, routeKey, parameters } = request;
  // API Gateway lets nobody in unsigned; a route without its authorizer must not either.
  if (principal === undefined) return problem({ status: 403, title: "Only operators may do this" });
  const sent = parseJson(body);
  if (sent === undefined) return problem({ status: 400, title: "The body is not JSON" });
  const order: Order = { sent, now, by: `operator:${principal}` };
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
