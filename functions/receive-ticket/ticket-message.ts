import type { ReadTicket } from "#core/help-desks/read-ticket";
import type { TicketEvent } from "#core/ticket-life/ticket-event";

/** What a delivery says, whatever source it comes from. */
export type TicketMessage =
  | ({ readonly type: "onboarding.requested" } & ReadTicket)
  | { readonly type: "onboarding.cancelled"; readonly ticket: string }
  | TicketEvent
  /** Something happened that is nothing to us. */
  | { readonly type: "ignored" };
