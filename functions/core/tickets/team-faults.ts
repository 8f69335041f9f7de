import type { Fault } from "./fault.ts";
import type { RefusalContent, ReplyContent } from "./ticket-reply.ts";

/** A placeholder that the desk did not replace, such as `{{ticket.id}}`. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/;

/** Why the support team, not the customer, must correct a validation error. */
export type TeamFault = "project" | "placeholder" | "requester";

/** Returns why the support team must correct a validation error; `undefined` if the customer can. */
export function teamFault({ field, sent, expected }: Fault): TeamFault | undefined {
  if (typeof sent === "string" && PLACEHOLDER.test(sent)) return "placeholder";
  if (expected.key === "fault.project-unknown") return "project";
  // The desk names the requester, so a missing address is hidden by the desk.
  return field === "requester" && (sent === null || sent === "") ? "requester" : undefined;
}

/**
 * Returns the replies to a refused request: the public one, and a note if the team has something to correct.
 */
export function repliesTo(content: RefusalContent): readonly ReplyContent[] {
  if (content.about !== "faults") return [content];
  const forTeam = content.faults.filter((fault) => teamFault(fault) !== undefined);
  if (forTeam.length === 0) return [content];
  // The author may have misspelt the project, so the public reply mentions it as well.
  const own = content.faults.filter((fault) => [undefined, "project"].includes(teamFault(fault)));
  const toCustomer: ReplyContent = own.length === 0 ? { about: "needs-check" } : { ...content, faults: own };
  // The team got a note about its part when the request came.
  return content.isUnread === true ? [toCustomer] : [toCustomer, { about: "team", faults: forTeam }];
}
