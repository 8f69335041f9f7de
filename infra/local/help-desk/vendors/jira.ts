import { createHmac } from "node:crypto";
import * as z from "zod";
import { answerBy, type DeskOperation, type DeskRequest, type DeskResponse } from "../desk-message.ts";
import type { LocalDesk, TicketEvent } from "../local-desk.ts";
import type { Comment, Ticket, Tickets } from "../ticket.ts";

const COMMENT_LIMIT = 32_767;

const internal = z.object({ internal: z.boolean() });
const property = z.object({ key: z.string().max(255), value: z.unknown() });
const comment = z.object({
  body: z.looseObject({ type: z.literal("doc"), version: z.literal(1), content: z.array(z.unknown()) }),
  properties: z.array(property).default([]),
});
const edit = z.object({
  update: z.object({ labels: z.array(z.object({ add: z.string().regex(/^\S+$/) })) }),
});
const transition = z.object({ transition: z.object({ id: z.string() }) });

/** The transition of a service desk's usual workflow that our answers need. */
const RESOLVE = { id: "761", name: "Resolve this issue" };
const REOPEN = { id: "871", name: "Reopen" };
const DONE = { name: "Resolved", statusCategory: { key: "done" } };
const TO_DO = { name: "Waiting for support", statusCategory: { key: "new" } };

const notFound: DeskResponse = {
  status: 404,
  body: { errorMessages: ["Issue does not exist or you do not have permission to see it."], errors: {} },
};

const ISSUE = /^\/rest\/api\/3\/issue\/([^/]+)$/;
const COMMENTS = /^\/rest\/api\/3\/issue\/([^/]+)\/comment$/;
const TRANSITIONS = /^\/rest\/api\/3\/issue\/([^/]+)\/transitions$/;

/** Makes the used part of Jira's platform API: https://developer.atlassian.com/cloud/jira/platform/rest/v3/ */
function jiraApi(tickets: Tickets) {
  /** Runs an operation on the issue in the path. */
  const onIssue =
    (run: (ticket: Ticket, request: DeskRequest) => DeskResponse): DeskOperation[2] =>
    (request, [key = ""]) => {
      const ticket = tickets.find("jira", key);
      return ticket === undefined ? notFound : run(ticket, request);
    };

  return answerBy([
    ["GET", ISSUE, onIssue((ticket) => ({ status: 200, body: issueView(ticket) }))],
    ["PUT", ISSUE, onIssue((ticket, { body }) => addLabels(tickets, ticket, body))],
    ["POST", COMMENTS, onIssue((ticket, { body }) => addComment(tickets, ticket, body))],
    ["GET", COMMENTS, onIssue(({ comments }, { query }) => ({ status: 200, body: pageOf(comments, query) }))],
    ["GET", TRANSITIONS, onIssue((ticket) => ({ status: 200, body: transitionsOf(ticket) }))],
    ["POST", TRANSITIONS, onIssue((ticket, { body }) => makeTransition(tickets, ticket, body))],
  ]);
}

function issueView(ticket: Ticket): object {
  return { key: ticket.id, fields: { status: isDone(ticket) ? DONE : TO_DO, labels: ticket.tags } };
}

function addLabels(tickets: Tickets, ticket: Ticket, body: unknown): DeskResponse {
  const added = edit.parse(body).update.labels.map(({ add }) => add);
  tickets.change(ticket, { tags: [...new Set([...ticket.tags, ...added])] });
  return { status: 204 };
}

function addComment(tickets: Tickets, ticket: Ticket, body: unknown): DeskResponse {
  const { body: document, properties: kept } = comment.parse(body);
  if (JSON.stringify(document).length > COMMENT_LIMIT) return tooLong;
  const isInternal = kept.some(
    ({ key, value }) => key === "sd.public.comment" && internal.safeParse(value).data?.internal,
  );
  const { comments } = tickets.comment(ticket, { by: "agent", document, kept, isInternal });
  return { status: 201, body: { id: String(comments.at(-1)?.id), body: document } };
}

/** The transitions that the issue's status allows. */
function transitionsOf(ticket: Ticket): object {
  return { transitions: [isDone(ticket) ? { ...REOPEN, to: TO_DO } : { ...RESOLVE, to: DONE }] };
}

function makeTransition(tickets: Tickets, ticket: Ticket, body: unknown): DeskResponse {
  const { id } = transition.parse(body).transition;
  tickets.change(ticket, { status: id === RESOLVE.id ? "solved" : "open" });
  return { status: 204 };
}

const tooLong: DeskResponse = {
  status: 400,
  body: {
    errorMessages: [],
    errors: { comment: "The entered text is too long. It exceeds the allowed limit of 32,767 characters." },
  },
};

function isDone({ status }: Ticket): boolean {
  return status === "solved" || status === "closed";
}

function pageOf(all: readonly Comment[], query: URLSearchParams): object {
  const ordered = query.get("orderBy") === "-created" ? all.toReversed() : all;
  const startAt = Number(query.get("startAt") ?? 0);
  const maxResults = Number(query.get("maxResults") ?? 50);
  const withProperties = query.get("expand") === "properties";
  const comments = ordered.slice(startAt, startAt + maxResults).map(({ id, document, kept }) => ({
    id: String(id),
    body: document,
    ...(withProperties ? { properties: kept ?? [] } : {}),
  }));
  return { startAt, maxResults, total: all.length, comments };
}

/** Makes a webhook's body: https://developer.atlassian.com/cloud/jira/platform/webhooks/ */
function jiraBody({ ticket, text, what, by }: TicketEvent, timestamp: number): object {
  const { id: key, subject, requester, tags } = ticket;
  const reporter = { accountId: "customer", accountType: "customer", emailAddress: requester };
  const fields = { summary: subject, reporter, labels: tags };
  if (what === "created") {
    const issue = { key, fields: { ...fields, description: text } };
    return { timestamp, webhookEvent: "jira:issue_created", issue };
  }
  const issue = { key, fields };
  if (what === "tagged") {
    const changelog = { items: [{ field: "labels", to: tags.join(" ") }] };
    return { timestamp, webhookEvent: "jira:issue_updated", issue, changelog };
  }
  const author = by === "agent" ? { accountId: "agent", accountType: "atlassian" } : reporter;
  const comment = { body: text, author, jsdPublic: true };
  return { timestamp, webhookEvent: "comment_created", issue, comment };
}

/** The simulated Jira. */
export const jira: LocalDesk = {
  credentials: { user: "sendworthy@helpdesk.example", token: "local-jira-token" },
  login: "sendworthy@helpdesk.example:local-jira-token",
  ticketId: (number) => `HELP-${number}`,
  api: jiraApi,
  webhookBody: jiraBody,
  sign: (body, secret) => ({
    "x-hub-signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
  }),
  dated(payload, at) {
    const body = z.looseObject({ timestamp: z.number() }).safeParse(payload);
    return body.success ? { ...body.data, timestamp: at.getTime() } : payload;
  },
};
