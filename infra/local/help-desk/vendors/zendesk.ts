import { createHmac } from "node:crypto";
import * as z from "zod";
import { answerBy, type DeskOperation, type DeskRequest, type DeskResponse } from "../desk-message.ts";
import type { LocalDesk, TicketEvent } from "../local-desk.ts";
import type { Comment, Ticket, Tickets } from "../ticket.ts";

const COMMENT_LIMIT_BYTES = 65_535;
const REQUESTER_ID = 35_436;

const update = z.object({
  ticket: z.object({
    comment: z.object({ html_body: z.string(), public: z.boolean() }).optional(),
    status: z.enum(["new", "open", "pending", "solved"]).optional(),
    metadata: z.record(z.string(), z.unknown()).optional(),
    tags: z.array(z.string()).optional(),
    subject: z.string().optional(),
    requester_id: z.number().optional(),
    via_followup_source_id: z.number().optional(),
  }),
});
type Fields = z.output<typeof update>["ticket"];

const tagList = z.object({ tags: z.array(z.string()) });

const notFound: DeskResponse = {
  status: 404,
  body: { error: "RecordNotFound", description: "Not found" },
};

/** Makes Zendesk's error for an invalid record. */
function invalid(field: string, description: string): DeskResponse {
  return {
    status: 422,
    body: {
      error: "RecordInvalid",
      description: "Record validation errors",
      details: { [field]: [{ description }] },
    },
  };
}

const TICKET = /^\/api\/v2\/tickets\/(\d+)(?:\.json)?$/;
const TAGS = /^\/api\/v2\/tickets\/(\d+)\/tags(?:\.json)?$/;
const AUDITS = /^\/api\/v2\/tickets\/(\d+)\/audits(?:\.json)?$/;
const TICKETS = /^\/api\/v2\/tickets(?:\.json)?$/;

/** Makes the used part of Zendesk's Ticketing API: https://developer.zendesk.com/api-reference/ticketing/introduction/ */
function zendeskApi(tickets: Tickets) {
  /** The ids of created tickets by idempotency key: https://developer.zendesk.com/api-reference/ticketing/introduction/#idempotency */
  const idByKey = new Map<string, string>();

  /** Runs an operation on the ticket in the path. */
  const onTicket =
    (run: (ticket: Ticket, request: DeskRequest) => DeskResponse): DeskOperation[2] =>
    (request, [id = ""]) => {
      const ticket = tickets.find("zendesk", id);
      return ticket === undefined ? notFound : run(ticket, request);
    };

  const onOpenTicket = (run: (ticket: Ticket, request: DeskRequest) => DeskResponse) =>
    onTicket((ticket, request) =>
      ticket.status === "closed"
        ? invalid("status", "Status: closed prevents ticket update")
        : run(ticket, request),
    );

  function create({ body, headers }: DeskRequest): DeskResponse {
    const key = headers["idempotency-key"];
    const before = key === undefined ? undefined : tickets.find("zendesk", idByKey.get(key) ?? "");
    if (before !== undefined)
      return { ...ticketResponse(before), headers: { "x-idempotency-lookup": "hit" } };
    const { ticket: fields } = update.parse(body);
    const first = openTicket(tickets, fields);
    if (key !== undefined) idByKey.set(key, first.id);
    return { ...changeTicket(tickets, first, fields), status: 201 };
  }

  return answerBy([
    ["GET", TICKET, onTicket(ticketResponse)],
    [
      "PUT",
      TICKET,
      onOpenTicket((ticket, { body }) => changeTicket(tickets, ticket, update.parse(body).ticket)),
    ],
    ["PUT", TAGS, onOpenTicket((ticket, { body }) => addTags(tickets, ticket, body))],
    ["GET", AUDITS, onTicket((ticket, { query }) => auditsOf(ticket, query))],
    ["POST", TICKETS, create],
  ]);
}

function addTags(tickets: Tickets, ticket: Ticket, body: unknown): DeskResponse {
  const tags = [...new Set([...ticket.tags, ...tagList.parse(body).tags])];
  return { status: 200, body: { tags: tickets.change(ticket, { tags }).tags } };
}

function changeTicket(tickets: Tickets, ticket: Ticket, fields: Fields): DeskResponse {
  const { comment, status = ticket.status, metadata: kept } = fields;
  if (comment === undefined) return ticketResponse(tickets.change(ticket, { status }));
  if (Buffer.byteLength(comment.html_body) > COMMENT_LIMIT_BYTES) {
    return invalid("comment", "Comment: is too long (maximum is 65535 characters)");
  }
  const { html_body: html, public: isPublic } = comment;
  const added = { by: "agent" as const, html, isInternal: !isPublic, ...(kept && { kept }) };
  return ticketResponse(tickets.comment(ticket, added, { status }));
}

/** Opens a ticket; it follows up a closed one that the fields name. */
function openTicket(tickets: Tickets, fields: Fields): Ticket {
  const source = tickets.find("zendesk", String(fields.via_followup_source_id));
  const opened = tickets.open({
    desk: "zendesk",
    subject: fields.subject ?? "",
    requester: source?.requester ?? "agent",
    tags: fields.tags ?? source?.tags ?? [],
  });
  if (source?.status === "closed") {
    tickets.change(source, { followUps: [...source.followUps, opened.id] });
  }
  return opened;
}

function ticketResponse({ id, subject, status, tags, followUps }: Ticket): DeskResponse {
  const ids = { id: Number(id), requester_id: REQUESTER_ID, followup_ids: followUps.map(Number) };
  return { status: 200, body: { ticket: { ...ids, subject, status, tags } } };
}

function auditsOf({ comments }: Ticket, query: URLSearchParams): DeskResponse {
  const size = Number(query.get("page[size]") ?? 100);
  const from = Number(query.get("page[after]") ?? 0);
  const page = comments.slice(from, from + size);
  const hasMore = from + size < comments.length;
  return {
    status: 200,
    body: {
      audits: page.map((comment: Comment) => ({
        id: comment.id,
        metadata: { custom: comment.kept ?? {}, system: { client: "local" } },
        events: [{ type: "Comment", public: comment.isInternal !== true, html_body: comment.html }],
      })),
      meta: { has_more: hasMore, after_cursor: hasMore ? String(from + size) : null },
    },
  };
}

/** Makes the body of a trigger for a new ticket, or an event otherwise: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
function zendeskBody({ ticket, text, what, by }: TicketEvent, now: number): object {
  const { id, subject, requester, tags } = ticket;
  if (what === "created") {
    return { ticket: { id, subject, description: text, requester: { email: requester }, tags } };
  }
  const about = {
    time: new Date(now).toISOString(),
    subject: `zen:ticket:${id}`,
    detail: { id, requester_id: REQUESTER_ID, subject, status: ticket.status.toUpperCase(), tags },
  };
  if (what === "tagged") return { type: "zen:event-type:ticket.tags_changed", ...about, event: {} };
  const author = by === "agent" ? { id: "1", is_staff: true } : { id: String(REQUESTER_ID), is_staff: false };
  const comment = { body: text, is_public: true, author };
  return { type: "zen:event-type:ticket.comment_added", ...about, event: { comment } };
}

/** The simulated Zendesk. */
export const zendesk: LocalDesk = {
  credentials: { user: "sendworthy@helpdesk.example", token: "local-zendesk-token" },
  login: "sendworthy@helpdesk.example/token:local-zendesk-token",
  ticketId: (number) => String(1000 + number),
  api: zendeskApi,
  webhookBody: zendeskBody,
  sign(body, secret, at) {
    const timestamp = at.toISOString();
    const signature = createHmac("sha256", secret)
      .update(timestamp + body)
      .digest("base64");
    return {
      "x-zendesk-webhook-signature-timestamp": timestamp,
      "x-zendesk-webhook-signature": signature,
    };
  },
};
