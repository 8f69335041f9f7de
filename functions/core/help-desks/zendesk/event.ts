import * as z from "zod";
import { commented, type TicketEvent } from "#core/tickets/comments/ticket-event";
import { ticketId } from "#core/tickets/reading/read-ticket";

const EVENT = "zen:event-type:ticket.";

/** Only Zendesk's events have such a type; the deployer composes the body of a trigger. */
const typed = z.object({ type: z.string().startsWith("zen:event-type:") });

/** After these events a ticket may contain another request than before. */
const REQUESTS = ["ticket.created", "ticket.description_changed"];

/**
 * The fields that all ticket events have:
 * https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/
 */
const envelope = z.object({
  type: z.string().startsWith(EVENT),
  detail: z.object({
    id: ticketId,
    actor_id: z.coerce.string().optional(),
    requester_id: z.coerce.string().optional(),
    tags: z.array(z.string()).nullish(),
  }),
  event: z.record(z.string(), z.unknown()).default({}),
});

const comment = z.object({
  body: z.string(),
  is_public: z.boolean(),
  author: z.object({ id: z.coerce.string(), is_staff: z.boolean() }),
});

const change = z.object({ current: z.string(), previous: z.string() });
const merge = z.object({ target_ticket_id: ticketId });

const OVER = ["SOLVED", "CLOSED"];

/** Reads a Zendesk event. Returns `undefined` for a request: a new ticket, or a new description. */
export function zendeskEvent(
  payload: unknown,
  ownUser: string | undefined,
): TicketEvent | "ignored" | undefined {
  const event = typed.safeParse(payload).data;
  if (event === undefined) return undefined;
  return REQUESTS.some((name) => event.type === `zen:event-type:${name}`)
    ? undefined
    : (ticketEvent(payload, ownUser) ?? "ignored");
}

function ticketEvent(payload: unknown, ownUser: string | undefined): TicketEvent | undefined {
  const { data } = envelope.safeParse(payload);
  if (data === undefined) return undefined;
  const { id: ticket, tags } = data.detail;
  switch (data.type.slice(EVENT.length)) {
    case "comment_added":
      return commentAdded(data.detail, data.event["comment"], ownUser);
    case "tags_changed":
      return { type: "ticket.tagged", ticket, tags: tags ?? [] };
    case "merged": {
      const target = merge.safeParse(data.event);
      return target.data && { type: "ticket.merged", ticket, into: target.data.target_ticket_id };
    }
    case "status_changed":
      return isReopened(data.event) ? { type: "ticket.reopened", ticket } : undefined;
    case "soft_deleted":
    case "permanently_deleted":
      return { type: "ticket.deleted", ticket };
    default:
      return undefined;
  }
}

function commentAdded(
  { id: ticket, requester_id: requester }: z.infer<typeof envelope>["detail"],
  sent: unknown,
  ownUser: string | undefined,
): TicketEvent | undefined {
  const { data } = comment.safeParse(sent);
  // Internal notes are for agents only, so they are ignored.
  if (data === undefined || !data.is_public) return undefined;
  const { author, body } = data;
  const outside = author.id === requester ? "customer" : "participant";
  const who = author.id === ownUser ? "sendworthy" : author.is_staff ? "agent" : outside;
  return commented(ticket, who, body);
}

function isReopened(event: unknown): boolean {
  const { data } = change.safeParse(event);
  return data !== undefined && OVER.includes(data.previous) && !OVER.includes(data.current);
}
