import { identifier } from "#core/names/identifier";
import { projectEntry, putProject, removeProject } from "#core/projects/project-registry";
import { type Fault, faultsOf } from "#core/tickets/fault";
import { textsIn } from "#core/words/texts";
import { operatorsAnswer, operatorsFaults } from "#platform/http/operators-answer";
import { problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { type Continued, continueTickets } from "./continue-tickets.ts";
import type { OperateDeps, OperatorRequest } from "./deps.ts";
import { openDomains } from "./open-of-project.ts";

const { text } = textsIn("en");

/** `PUT /projects/{project+}` and `DELETE /projects/{project+}`: change the registry entry of a project. */
export async function changeProject(
  routeKey: string,
  project: string,
  { sent, now, by }: OperatorRequest,
  deps: OperateDeps,
): Promise<HttpResponse> {
  const { table } = deps;
  const act = { now, by };
  const faults = nameFaults(project);
  if (routeKey.startsWith("DELETE ")) {
    if (faults.length > 0) return operatorsFaults(faults);
    const open = await openDomains(project, deps);
    if (open.length > 0)
      return problem({
        ...{ status: 409, title: text("operators.action.project-has-open") },
        detail: open.join(", "),
      });
    return answer(project, await removeProject(table, project, act));
  }
  const entry = projectEntry.safeParse(sent);
  if (!entry.success) return operatorsFaults([...faults, ...faultsOf(entry.error, sent)]);
  if (faults.length > 0) return operatorsFaults(faults);
  const outcome = await putProject(table, project, entry.data, act);
  // This also runs if nothing changed, because the first request may have failed before it continued the
  // tickets.
  const tickets = outcome === "in-use" ? NONE : await continueTickets(project, now, deps);
  return answer(project, outcome, tickets);
}

function nameFaults(project: string): Fault[] {
  const read = identifier.safeParse(project);
  return read.success ? [] : faultsOf(read.error, project).map((fault) => ({ ...fault, field: "project" }));
}

const NONE: Continued = { continued: 0, refused: 0, left: 0 };

function answer(
  project: string,
  outcome: "put" | "removed" | "unchanged" | "in-use",
  { continued, refused, left }: Continued = NONE,
): HttpResponse {
  if (outcome === "in-use") {
    return problem({ status: 409, title: text("operators.action.project-has-domains") });
  }
  const because = [
    ...(continued > 0 ? [text("operators.action.tickets-continue", { count: continued })] : []),
    ...(refused > 0 ? [text("operators.action.tickets-refused", { count: refused })] : []),
    ...(left > 0 ? [text("operators.action.tickets-left", { count: left })] : []),
  ];
  return operatorsAnswer({
    project,
    outcome: outcome === "unchanged" && because.length === 0 ? "unchanged" : "done",
    ...(because.length > 0 && { because: because.join("; ") }),
  });
}
