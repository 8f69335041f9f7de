import { z } from "zod";
import { SIGNATURE_SKEW_MS } from "#core/onboarding/schedule";
import { zendeskEvent } from "#core/tickets/comments/zendesk-event";
import type { DeskPlaces } from "#core/tickets/help-desks/read-ticket";
import type { HttpRequest } from "#platform/http/http-handler";
import { readDeskPayload } from "../desk-payload.ts";
import { digestOf, hmacSha256, isOneOf } from "../signature.ts";
import type { TicketSource } from "../ticket-source.ts";

/** A trigger's body is the deployer's own: docs/intake.md proposes one; an event's is https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
const PLACES: DeskPlaces = {
  ticket: ["/ticket/id", "/ticket_id", "/detail/id"],
  text: ["/ticket/description", "/description", "/detail/description"],
  requester: ["/ticket/requester/email", "/requester_email"],
};

const ISO_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;

/** Only events have a type; those after which the ticket asks for something else than before. */
const event = z.object({ type: z.string() });
const REQUESTS = ["zen:event-type:ticket.created", "zen:event-type:ticket.description_changed"];

/** Zendesk: a webhook of a trigger, or one that is subscribed to events. */
export const zendesk: TicketSource = {
  name: "zendesk",
  answersIn: "ticket",
  authenticate,
  read: (payload, settings) =>
    zendeskEvent(payload, settings.ownUser) ?? readDeskPayload(payload, settings, PLACES, isRequest),
};

/** base64(HMAC-SHA-256(secret, timestamp + body)): https://developer.zendesk.com/documentation/webhooks/verifying/ */
function authenticate(
  { headers, rawBody, now }: HttpRequest,
  secrets: readonly string[],
): string | undefined {
  const timestamp = headers["x-zendesk-webhook-signature-timestamp"] ?? "";
  if (!ISO_TIME.test(timestamp) || !(Math.abs(now - Date.parse(timestamp)) <= SIGNATURE_SKEW_MS))
    return undefined;
  const right = secrets.map((secret) => hmacSha256(secret, timestamp, rawBody).toString("base64"));
  // A second try has another timestamp, the same body, and is the same delivery
  return isOneOf(headers["x-zendesk-webhook-signature"] ?? "", right) ? digestOf(rawBody) : undefined;
}

function isRequest(payload: unknown): boolean {
  const { data } = event.safeParse(payload);
  return data === undefined || !data.type.startsWith("zen:event-type:") || REQUESTS.includes(data.type);
}
