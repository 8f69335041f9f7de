import type { TicketEvent } from "#core/tickets/comments/ticket-event";
import type { ReadTicket } from "#core/tickets/reading/read-ticket";

/** A request, as its ticket and the comments in it say. */
export interface RequestMessage extends ReadTicket {
  /** The number of comments that have corrected the request; absent for the ticket itself. */
  readonly corrections?: number;
  /** A comment without a correction, or one after the last correction that is read. */
  readonly comment?: "unread" | "too-many";
}

/** A message from any source. */
export type TicketMessage =
  | ({ readonly type: "onboarding.requested" } & RequestMessage)
  | { readonly type: "onboarding.cancelled"; readonly ticket: string }
  | TicketEvent
  /** An event without meaning here. */
  | { readonly type: "ignored" }
  /** A ticket about something else. */
  | { readonly type: "unrelated" };
