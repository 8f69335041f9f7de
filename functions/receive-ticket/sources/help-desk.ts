import type { HelpDeskConnector } from "#core/help-desks/connector";
import { composedEvent } from "#core/tickets/comments/ticket-event";
import { type Fault, sentValue } from "#core/tickets/fault";
import { readTicket, sentAsTicket } from "#core/tickets/reading/read-ticket";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import { digestOf } from "#platform/http/digest";
import { hmacSha256, isOneOf } from "../signature.ts";
import type { TicketMessage } from "../ticket-message.ts";
import type { TicketSource } from "../ticket-source.ts";

/** Makes the source of a help desk's tickets. */
export function helpDeskSource(name: string, connector: HelpDeskConnector): TicketSource {
  return {
    name,
    answersIn: "ticket",
    authenticate: (request, secrets) =>
      connector.isAuthentic(request, secrets, { hmacSha256, isOneOf })
        ? digestOf(request.rawBody)
        : undefined,
    read: (payload, settings) => read(payload, settings, connector),
  };
}

/** Reads an event in the desk's own format, or else one that the deployer composed, or else a request. */
function read(
  payload: unknown,
  settings: ReadingSettings,
  { readEvent, pointers }: HelpDeskConnector,
): TicketMessage | { readonly faults: readonly Fault[] } {
  const event = readEvent(payload, settings.ownUser);
  if (event === "ignored") return { type: "ignored" };
  if (event !== undefined) return event;
  const ticket = readTicket(payload, settings, pointers);
  if (ticket === undefined) {
    const at = settings.ticket ?? pointers.ticket.join(", ");
    const expected = { key: "fault.ticket-at", values: { pointers: at } } as const;
    // This is, for example, a placeholder that the desk did not replace.
    const sent = sentValue(sentAsTicket(payload, settings, pointers));
    return { faults: [{ field: "ticket", sent, expected }] };
  }
  const { isRequest, ...request } = ticket;
  const composed = composedEvent(payload, ticket.ticket);
  return composed ?? (isRequest ? { type: "onboarding.requested", ...request } : { type: "unrelated" });
}
