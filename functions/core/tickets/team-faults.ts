import type { Fault } from "./fault.ts";
import type { RefusalContent, ReplyContent } from "./ticket-reply.ts";

/** A placeholder that the desk did not fill in, in the notation of each: `{{ticket.id}}`. */
const PLACEHOLDER = /\{\{[^{}]*\}\}/;

/** Why the team, and not the customer, puts a fault right. */
export type TeamFault = "project" | "placeholder" | "requester";

/** The part of the team in a fault; `undefined` if the customer alone corrects it. */
export function teamFault({ field, sent, expected }: Fault): TeamFault | undefined {
  if (typeof sent === "string" && PLACEHOLDER.test(sent)) return "placeholder";
  if (expected.key === "fault.project-unknown") return "project";
  // The desk names the requester, unless it hides the address
  return field === "requester" && (sent === null || sent === "") ? "requester" : undefined;
}

/** The replies to a refused request: the public one, and a note where the team has something to put right. */
export function repliesTo(content: RefusalContent): readonly ReplyContent[] {
  if (content.about !== "faults") return [content];
  const forTeam = content.faults.filter((fault) => teamFault(fault) !== undefined);
  if (forTeam.length === 0) return [content];
  // A project may be misspelt, so its author is told, too
  const own = content.faults.filter((fault) => [undefined, "project"].includes(teamFault(fault)));
  const toCustomer: ReplyContent =
    own.length === 0 ? { about: "needs-check" } : { about: "faults", faults: own };
  return [toCustomer, { about: "team", faults: forTeam }];
}
