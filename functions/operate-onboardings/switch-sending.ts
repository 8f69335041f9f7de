import * as z from "zod";
import { decidePause, type PauseDecision } from "#core/projects/decide-pause";
import { readAllProjects, readProject } from "#core/projects/project";
import { recordPause } from "#core/projects/project-registry";
import { faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsAnswer, operatorsFaults, unknownToOperators } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import type { OperateDeps, OperatorRequest } from "./deps.ts";

const { text } = textsIn("en");

const REASON = "operators.fault.reason";
const because = z.string(REASON).trim().min(1, REASON).max(500, REASON);
const acceptChanges = z.boolean().default(false);

/** The two actions by the last part of their routes; only a pause requires a reason. */
const SWITCHES = {
  pause: { sent: z.strictObject({ because, acceptChanges }), status: "DISABLED", type: "paused" },
  reinstate: {
    sent: z.strictObject({ because: because.optional(), acceptChanges }),
    status: "REINSTATED",
    type: "reinstated",
  },
} as const;

/** The name of an action that pauses or reinstates a project. */
type Switch = keyof typeof SWITCHES;

/** The number of SES calls for one tenant. */
const CALLS = 3;

/** True for the actions that pause or reinstate a project. */
export function isSwitch(action: string): action is Switch {
  return Object.hasOwn(SWITCHES, action);
}

/** `POST /projects/{project}/pause` and `…/reinstate`: decide whether the tenants of a project may send. */
export async function switchSending(
  action: Switch,
  name: string,
  { sent, now, by }: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> {
  const read = SWITCHES[action].sent.safeParse(sent);
  if (!read.success) return operatorsFaults(faultsOf(read.error, sent));
  const { current: project } = await readProject(deps.table, name);
  const { acceptChanges: isAccepted, because: reason } = read.data;
  const decision = decidePause({
    project,
    all: await readAllProjects(deps.table, deps.listing),
    acceptChanges: isAccepted,
  });
  if (decision.kind !== "switch") return refusal(decision);
  const notes = decision.untouched.map((identity) =>
    text("operators.action.without-tenant", { domain: identity }),
  );
  for (const tenant of decision.tenants) {
    const status = await switchTenant(tenant, action, now, deps);
    if (status === "missing")
      return problem({ status: 409, title: text("operators.action.no-such-tenant", { tenant }) });
    if (action === "reinstate" && status === "DISABLED")
      notes.push(text("operators.action.paused-by-ses", { tenant }));
  }
  const change = { type: SWITCHES[action].type, because: reason };
  const recorded = await recordPause(deps.table, name, change, { now, by });
  return operatorsAnswer({
    project: name,
    outcome: recorded === "recorded" ? "done" : "unchanged",
    ...(notes.length > 0 && { because: notes.join(". ") }),
  });
}

/** An operator does not wait for an SES slot; slots are taken, and later callers wait. */
async function switchTenant(
  tenant: string,
  action: Switch,
  now: number,
  { budget, sending }: Pick<OperateDeps, "budget" | "sending">,
): ReturnType<OperateDeps["sending"]["set"]> {
  for (let call = 0; call < CALLS; call += 1) await budget.take(now);
  return sending.set(tenant, SWITCHES[action].status);
}

function refusal(decision: Exclude<PauseDecision, { readonly kind: "switch" }>): HttpResponse {
  if (decision.kind === "unknown") return unknownToOperators("project");
  if (decision.kind === "no-tenant")
    return problem({ status: 409, title: text("operators.action.no-tenant") });
  const title = text("operators.action.tenant-shared");
  return problem({
    ...{ status: 409, title, detail: decision.projects.join(", ") },
    confirm: { acceptChanges: true },
  });
}
