import * as z from "zod";
import { ticketPlace } from "./desk-page.ts";
import { DESKS } from "./desks.ts";
import type { TicketEvent } from "./local-desk.ts";
import type { Tickets } from "./ticket.ts";

const newTicket = z.object({
  desk: z.enum(DESKS),
  subject: z.string(),
  requester: z.string(),
  text: z.string(),
});

const ticketUpdate = z.object({
  by: z.enum(["customer", "agent"]),
  text: z.string(),
  status: z.enum(["open", "pending", "solved", "closed"]).optional().catch(undefined),
  tags: z.string().transform((text) => text.split(/[\s,]+/).filter((tag) => tag !== "")),
});

/** Makes the handler of the forms on the desk's pages; it stores the changes and sends the vendor's webhooks. */
export function createDeskForms(
  tickets: Tickets,
  sendWebhook: (event: TicketEvent) => Promise<void>,
): (path: string, form: URLSearchParams) => Promise<string> | undefined {
  async function open(form: URLSearchParams): Promise<string> {
    const { text, ...fields } = newTicket.parse(Object.fromEntries(form));
    const opened = tickets.open(fields);
    const ticket = tickets.comment(opened, { by: "customer", text });
    await sendWebhook({ ticket, text, what: "created", by: "customer" });
    return `/desk/${ticket.desk}/${ticket.id}`;
  }

  async function write(path: string, form: URLSearchParams): Promise<string> {
    const { desk, id = "" } = ticketPlace(path) ?? {};
    const found = desk === undefined ? undefined : tickets.find(desk, id);
    if (found === undefined) return "/desk";
    const { by, text, tags, status = found.status } = ticketUpdate.parse(Object.fromEntries(form));
    const ticket = tickets.change(found, { tags, status });
    if (tags.join() !== found.tags.join()) await sendWebhook({ ticket, text, what: "tagged", by });
    if (text !== "") {
      await sendWebhook({ ticket: tickets.comment(ticket, { by, text }), text, what: "commented", by });
    }
    return path;
  }

  return (path, form) => {
    if (path === "/desk") return open(form);
    return ticketPlace(path) === undefined ? undefined : write(path, form);
  };
}
