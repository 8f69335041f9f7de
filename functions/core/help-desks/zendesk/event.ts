import * as z from "zod";
import { commented, type TicketEvent, ticketId } from "#core/tickets/comments/ticket-event";

const EVENT = "zen:event-type:ticket.";

/** Only an event has such a type; the body of a trigger is the deployer's own. */
const typed = z.object({ type: z.string().startsWith("zen:event-type:") });

/** After these a ticket asks for something else than before. */
const REQUESTS = ["ticket.created", "ticket.description_changed"];

/** The parts that all events of tickets have: https://developer.zendesk.com/api-reference/webhooks/event-types/ticket-events/ */
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

/** Reads an event that Zendesk sends by itself; a new ticket or description is a request, thus `undefined`. */
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
  // Agents write internal notes for each other
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
