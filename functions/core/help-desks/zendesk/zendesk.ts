import * as z from "zod";
import { basicAuthentication } from "../basic-authentication.ts";
import type { HelpDeskConnector } from "../connector.ts";
import { answerInZendesk } from "./answer.ts";
import { zendeskEvent } from "./event.ts";
import { isFromZendesk } from "./signature.ts";

/** Zendesk: a webhook that a trigger calls or that subscribes to events; answers are public comments. */
export const zendesk: HelpDeskConnector = {
  isAuthentic: isFromZendesk,
  // The deployer composes a trigger's body, such as docs/examples/zendesk.json; an event has `detail`:
  // https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/
  pointers: {
    ticket: ["/ticket/id", "/ticket_id", "/detail/id"],
    text: ["/ticket/description", "/description", "/detail/description"],
    requester: ["/ticket/requester/email", "/requester_email"],
    tags: ["/ticket/tags", "/tags", "/detail/tags"],
  },
  readEvent: zendeskEvent,
  ticketPage: (ticket) => `/agent/tickets/${ticket}`,
  // An agent's API token: https://developer.zendesk.com/api-reference/introduction/security-and-auth/
  authorization: z
    .object({ user: z.string().min(1), token: z.string().min(1) })
    .transform(({ user, token }) => basicAuthentication(`${user}/token`, token)),
  answer: answerInZendesk,
};
