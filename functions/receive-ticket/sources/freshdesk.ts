import type { DeskPlaces } from "#core/tickets/help-desks/read-ticket";
import type { HttpRequest } from "#platform/http/http-handler";
import { readDeskPayload } from "../desk-payload.ts";
import { digestOf, isOneOf } from "../signature.ts";
import type { TicketSource } from "../ticket-source.ts";

/** The simple body of an automation's webhook names things so; an advanced one is the deployer's own (docs/intake.md). */
const PLACES: DeskPlaces = {
  ticket: ["/freshdesk_webhook/ticket_id", "/ticket/id", "/ticket_id"],
  text: ["/freshdesk_webhook/ticket_description", "/ticket/description", "/ticket_description"],
  requester: [
    "/freshdesk_webhook/ticket_contact_email",
    "/freshdesk_webhook/ticket_requester_email",
    "/ticket/requester/email",
    "/ticket_contact_email",
  ],
};

/** Freshdesk: the webhook of an automation, which signs nothing but may carry a header of ours over TLS. */
export const freshdesk: TicketSource = {
  name: "freshdesk",
  answersIn: "ticket",
  authenticate,
  read: (payload, settings) => readDeskPayload(payload, settings, PLACES, () => true),
};

/** https://support.freshdesk.com/support/solutions/articles/132589-using-webhooks-in-automation-rules */
function authenticate({ headers, rawBody }: HttpRequest, secrets: readonly string[]): string | undefined {
  return isOneOf(headers["x-sendworthy-secret"] ?? "", secrets) ? digestOf(rawBody) : undefined;
}
