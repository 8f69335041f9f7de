import * as z from "zod";
import { basicAuthentication } from "../basic-authentication.ts";
import type { HelpDeskConnector } from "../connector.ts";
import { answerInJira } from "./answer.ts";
import { jiraEvent } from "./event.ts";
import { isFromJira } from "./signature.ts";

/** Jira Service Management: a webhook with a secret; answers are comments that the customer sees. */
export const jira: HelpDeskConnector = {
  isAuthentic: isFromJira,
  // Where the payload of a webhook has its fields:
  // https://developer.atlassian.com/cloud/jira/platform/webhooks/
  pointers: {
    ticket: ["/issue/key"],
    text: ["/issue/fields/description"],
    requester: ["/issue/fields/reporter/emailAddress"],
    tags: ["/issue/fields/labels"],
  },
  readEvent: jiraEvent,
  ticketPage: (ticket) => `/browse/${ticket}`,
  // A user's API token: https://developer.atlassian.com/cloud/jira/platform/basic-auth-for-rest-apis/
  authorization: z
    .object({ user: z.string().min(1), token: z.string().min(1) })
    .transform(({ user, token }) => basicAuthentication(user, token)),
  answer: answerInJira,
};
