import { composedEvent } from "#core/tickets/comments/ticket-event";
import type { Fault } from "#core/tickets/fault";
import type { ReadingSettings } from "#core/tickets/help-desks/help-desk-settings";
import { type DeskPlaces, readTicket } from "#core/tickets/help-desks/read-ticket";
import type { TicketMessage } from "./ticket-message.ts";

/** Reads what a help desk sent, as its settings say; what is no request is nothing to us. */
export function readDeskPayload(
  payload: unknown,
  settings: ReadingSettings,
  places: DeskPlaces,
  isRequest: (payload: unknown) => boolean,
): TicketMessage | { readonly faults: readonly Fault[] } {
  if (!isRequest(payload)) return { type: "ignored" };
  const read = readTicket(payload, settings, places);
  const happened = read && composedEvent(payload, read.ticket);
  if (happened !== undefined) return happened;
  if (read !== undefined) return { type: "onboarding.requested", ...read };
  const expected = `the id of a ticket at ${settings.ticket ?? places.ticket.join(" or ")}`;
  return { faults: [{ field: "ticket", sent: null, expected }] };
}
