import * as z from "zod";
import { basicAuthentication } from "../basic-authentication.ts";
import type { HelpDeskConnector } from "../connector.ts";
import { answerInFreshdesk } from "./answer.ts";

/** Freshdesk: an automation rule sends the webhook with our secret in a header; answers are replies. */
export const freshdesk: HelpDeskConnector = {
  // Freshdesk signs nothing, but a rule can send a header with a secret:
  // https://support.freshdesk.com/support/solutions/articles/132589-using-webhooks-in-automation-rules
  isAuthentic: ({ headers }, secrets, { isOneOf }) => isOneOf(headers["x-sendworthy-secret"] ?? "", secrets),
  // The simple body of an automation's webhook; a deployer can compose an advanced one (docs/intake.md).
  pointers: {
    ticket: ["/freshdesk_webhook/ticket_id", "/ticket/id", "/ticket_id"],
    text: ["/freshdesk_webhook/ticket_description", "/ticket/description", "/ticket_description"],
    requester: [
      "/freshdesk_webhook/ticket_contact_email",
      "/freshdesk_webhook/ticket_requester_email",
      "/ticket/requester/email",
      "/ticket_contact_email",
    ],
    tags: ["/freshdesk_webhook/ticket_tags", "/ticket/tags", "/ticket_tags"],
  },
  // Freshdesk has no events of its own; the deployer composes them (docs/intake.md).
  readEvent: () => undefined,
  ticketPage: (ticket) => `/a/tickets/${ticket}`,
  // The API key of an agent: https://developers.freshdesk.com/api/#authentication
  authorization: z
    .object({ apiKey: z.string().min(1) })
    .transform(({ apiKey }) => basicAuthentication(apiKey, "X")),
  answer: answerInFreshdesk,
};
