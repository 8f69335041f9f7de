import * as z from "zod";
import { basicAuthentication } from "../basic-authentication.ts";
import type { HelpDeskConnector } from "../connector.ts";
import { answerInZendesk } from "./answer.ts";
import { zendeskEvent } from "./event.ts";
import { isFromZendesk } from "./signature.ts";

/** Zendesk: a webhook of a trigger or one that is subscribed to events; public comments as answers. */
export const zendesk: HelpDeskConnector = {
  isAuthentic: isFromZendesk,
  // A trigger's body is the deployer's own, such as docs/examples/zendesk.json; an event has `detail`:
  // https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/
  pointers: {
    ticket: ["/ticket/id", "/ticket_id", "/detail/id"],
    text: ["/ticket/description", "/description", "/detail/description"],
    requester: ["/ticket/requester/email", "/requester_email"],
    tags: ["/ticket/tags", "/tags", "/detail/tags"],
  },
  readEvent: zendeskEvent,
  ticketPage: (ticket) => `/agent/tickets/${ticket}`,
  // An agent of the account with an API token: https://developer.zendesk.com/api-reference/introduction/security-and-auth/
  authorization: z
    .object({ user: z.string().min(1), token: z.string().min(1) })
    .transform(({ user, token }) => basicAuthentication(`${user}/token`, token)),
  answer: answerInZendesk,
};
