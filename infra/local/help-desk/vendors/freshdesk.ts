import * as z from "zod";
import { answerBy, type DeskResponse } from "../desk-message.ts";
import type { LocalDesk, TicketEvent } from "../local-desk.ts";
import type { Status, Ticket, Tickets } from "../ticket.ts";

/** Freshdesk's codes of the statuses: https://developers.freshdesk.com/api/#ticket_attributes */
const CODES: Readonly<Record<Status, number>> = { new: 2, open: 2, pending: 3, solved: 4, closed: 5 };

const reply = z.object({ body: z.string().min(1) });
const note = reply.extend({ private: z.boolean().default(true) });
const update = z.object({
  status: z.union([z.literal(2), z.literal(3), z.literal(4), z.literal(5)]).optional(),
  tags: z.array(z.string()).optional(),
});

/** Makes the used part of Freshdesk's API: https://developers.freshdesk.com/api/ */
function freshdeskApi(tickets: Tickets) {
  const withTicket = (id: string, run: (ticket: Ticket) => DeskResponse): DeskResponse => {
    const ticket = tickets.find("freshdesk", id);
    return ticket === undefined ? { status: 404 } : run(ticket);
  };

  return answerBy([
    [
      "GET",
      /^\/api\/v2\/tickets\/(\d+)$/,
      (_, [id = ""]) => withTicket(id, (ticket) => ({ status: 200, body: ticketView(ticket) })),
    ],
    [
      "PUT",
      /^\/api\/v2\/tickets\/(\d+)$/,
      ({ body }, [id = ""]) =>
        withTicket(id, (ticket) => {
          const { status, tags = ticket.tags } = update.parse(body);
          const next = statusOf(status) ?? ticket.status;
          return { status: 200, body: ticketView(tickets.change(ticket, { status: next, tags })) };
        }),
    ],
    [
      "POST",
      /^\/api\/v2\/tickets\/(\d+)\/reply$/,
      ({ body }, [id = ""]) =>
        withTicket(id, (ticket) => {
          const { body: html } = reply.parse(body);
          const { comments } = tickets.comment(ticket, { by: "agent", html });
          return { status: 201, body: { id: comments.at(-1)?.id, body: html, ticket_id: Number(id) } };
        }),
    ],
    [
      "POST",
      /^\/api\/v2\/tickets\/(\d+)\/notes$/,
      ({ body }, [id = ""]) =>
        withTicket(id, (ticket) => {
          const { body: html, private: isInternal } = note.parse(body);
          const { comments } = tickets.comment(ticket, { by: "agent", html, isInternal });
          return { status: 201, body: { id: comments.at(-1)?.id, body: html, private: isInternal } };
        }),
    ],
    [
      "GET",
      /^\/api\/v2\/tickets\/(\d+)\/conversations$/,
      ({ query }, [id = ""]) =>
        withTicket(id, ({ comments }) => {
          const size = Math.min(Number(query.get("per_page") ?? 30), 100);
          const from = (Number(query.get("page") ?? 1) - 1) * size;
          const page = comments.slice(from, from + size);
          return {
            status: 200,
            body: page.map(({ id: number, html, text = "", by, isInternal = false }) => ({
              id: number,
              body: html ?? text,
              body_text: html?.replace(/<[^>]*>/g, " ") ?? text,
              incoming: by === "customer",
              private: isInternal,
            })),
          };
        }),
    ],
  ]);
}

function statusOf(code: number | undefined): Status | undefined {
  const known: readonly Status[] = ["open", "pending", "solved", "closed"];
  return known.find((status) => CODES[status] === code);
}

function ticketView({ id, subject, status, tags }: Ticket): object {
  return { id: Number(id), subject, status: CODES[status], tags };
}

/**
 * Makes the simple body of an automation for a new ticket, or a body as docs/intake.md proposes for other
 * events.
 */
function freshdeskBody({ ticket, text, what, by }: TicketEvent): object {
  const { id, subject, requester, tags } = ticket;
  if (what === "commented") return { ticket: { id }, event: what, comment: { author: by, text } };
  if (what === "tagged") return { ticket: { id }, event: what, tags };
  return {
    freshdesk_webhook: {
      ticket_id: Number(id),
      ticket_subject: subject,
      ticket_description: text,
      ticket_contact_email: requester,
    },
  };
}

/** The simulated Freshdesk. */
export const freshdesk: LocalDesk = {
  credentials: { apiKey: "local-freshdesk-key" },
  login: "local-freshdesk-key:X",
  ticketId: (number) => String(1000 + number),
  api: freshdeskApi,
  webhookBody: freshdeskBody,
  sign: (_body, secret) => ({ "x-sendworthy-secret": secret }),
};
