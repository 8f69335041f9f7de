import type { EventsFor, EventType } from "#core/onboarding/event-types";
import type { Onboarding } from "#core/onboarding/onboarding";
import { teamFault } from "./team-faults.ts";
import type { ReplyContent } from "./ticket-reply.ts";

/**
 * Shows who acts next in a ticket: the support team ("open"), the customer ("pending"), or no one ("solved").
 */
export type TicketStatus = "open" | "pending" | "solved";

const STATUS_AFTER_EVENT = {
  held: "open",
  records_issued: "pending",
  records_wrong: "pending",
  link_reissued: "pending",
  reminded: "pending",
  answered: "pending",
  contact_changed: "pending",
  dkim_verified: "pending",
  expiry_near: "pending",
  extended: "pending",
  ready: "solved",
  expired: "solved",
  cancelled: "solved",
  identity_released: "solved",
  domain_degraded: "pending",
  domain_lost: "pending",
  domain_recovered: "solved",
  addresses_failing: "pending",
  addresses_passing: "solved",
} as const satisfies Record<EventsFor<"ticket">, TicketStatus>;

/** Returns the ticket's status after an event that answers it. */
export function statusAfterEvent(
  type: EventType,
  { status, refusedAddresses = [] }: Pick<Onboarding, "status" | "refusedAddresses">,
): TicketStatus {
  // The customer has to name another from address or a reply address.
  if (type === "ready" && refusedAddresses.length > 0) return "pending";
  // The ticket of a ready domain stays solved, because a new contact requires no action.
  if (type === "contact_changed" && status === "ready") return "solved";
  const statuses: Partial<Record<EventType, TicketStatus>> = STATUS_AFTER_EVENT;
  return statuses[type] ?? "open";
}

const STATUS_AFTER_REPLY = {
  faults: "pending",
  "needs-check": "open",
  joined: "solved",
  covered: "solved",
  "not-ses": "solved",
} as const satisfies Record<Exclude<ReplyContent["about"], "team">, TicketStatus>;

/**
 * Returns the status of a ticket without an onboarding after its answer; a note for the team does not change
 * it.
 */
export function statusAfterReply(content: ReplyContent): TicketStatus | undefined {
  if (content.about === "team") return undefined;
  // The team reads that comment.
  if (content.about === "faults" && content.isUnread === true) return undefined;
  // The team registers a project that may be right.
  if (content.about === "faults" && content.faults.every((fault) => teamFault(fault) !== undefined))
    return "open";
  const isPartly = content.about === "covered" && content.refused.length > 0;
  return isPartly ? "pending" : STATUS_AFTER_REPLY[content.about];
}

/**
 * Returns the tags for a ticket that Sendworthy has answered; views, rules and reports of the desk can use
 * them.
 */
export function tagsOf(event: string): string[] {
  return ["sendworthy", `sendworthy-${event.replaceAll("_", "-")}`];
}
