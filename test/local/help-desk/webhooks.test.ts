import { createHmac } from "node:crypto";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { TICKET_FIELDS } from "#core/onboarding/ticket-fields";
import { startClock } from "../../../infra/local/clock.ts";
import { DESKS } from "../../../infra/local/help-desk/desks.ts";
import type { TicketEvent } from "../../../infra/local/help-desk/local-desk.ts";
import type { Tickets } from "../../../infra/local/help-desk/ticket.ts";
import { createTickets } from "../../../infra/local/help-desk/tickets.ts";
import { createWebhooks } from "../../../infra/local/help-desk/webhooks.ts";
import { type LoopbackServer, listen } from "../../../infra/local/listen.ts";
import { openStore } from "../../../infra/local/store.ts";
import { sourceOf } from "../../receive-ticket/fixture.ts";

const SECRET = "s".repeat(44);
const clock = startClock({ startMs: Date.UTC(2026, 10, 23, 9) });
const tickets: Tickets = createTickets(openStore(":memory:"), clock);
const received: { path: string; headers: IncomingHttpHeaders; body: string }[] = [];
let receiver: LoopbackServer;

beforeAll(async () => {
  const server = createServer(async (incoming, outgoing) => {
    const { url: path = "", headers } = incoming;
    received.push({ path, headers, body: await text(incoming) });
    outgoing.writeHead(202).end("{}");
  });
  receiver = await listen(server, 0, "the receiver");
});
afterAll(async () => {
  await receiver.stop();
  clock.stop();
});

async function tell(desk: string, what: TicketEvent["what"], by: TicketEvent["by"] = "customer") {
  const webhooks = createWebhooks({ url: receiver.url, clock, secretOf: () => SECRET });
  const ticket = tickets.open({
    desk,
    subject: "Sending",
    requester: "anna@oxfordstones.example",
    tags: ["vip"],
  });
  await webhooks({ ticket, text: "Project: oxfordstones", what, by });
  const last = received.at(-1);
  if (last === undefined) throw new Error("Nothing was received");
  return { ...last, ticket, payload: JSON.parse(last.body) as unknown };
}

it("signs as Zendesk does: the time and the body, in base64", async () => {
  const { path, headers, body, payload, ticket } = await tell("zendesk", "created");
  expect(path).toBe("/tickets/zendesk");
  const timestamp = String(headers["x-zendesk-webhook-signature-timestamp"]);
  expect(headers["x-zendesk-webhook-signature"]).toBe(
    createHmac("sha256", SECRET).update(`${timestamp}${body}`).digest("base64"),
  );
  expect(payload).toMatchObject({
    ticket: { id: ticket.id, requester: { email: "anna@oxfordstones.example" } },
  });
});

it("carries Freshdesk's secret in its header", async () => {
  const { headers, payload, ticket } = await tell("freshdesk", "created");
  expect(headers["x-sendworthy-secret"]).toBe(SECRET);
  expect(payload).toMatchObject({ freshdesk_webhook: { ticket_id: Number(ticket.id) } });
});

it("signs as Jira does: the body, in hexadecimal", async () => {
  const { headers, body, payload, ticket } = await tell("jira", "created");
  const expected = createHmac("sha256", SECRET).update(body).digest("hex");
  expect(headers["x-hub-signature"]).toBe(`sha256=${expected}`);
  expect(payload).toMatchObject({ webhookEvent: "jira:issue_created", issue: { key: ticket.id } });
});

describe.each(DESKS)("intake, with a webhook of %s,", (desk) => {
  const source = sourceOf(desk);
  const settings = { fields: {}, labels: TICKET_FIELDS, muteTag: "mute", requestTag: "request" };

  it("gets a comment and its author", async () => {
    for (const by of ["customer", "agent"] as const) {
      const { payload, ticket } = await tell(desk, "commented", by);
      expect(source.read(payload, settings)).toMatchObject({
        type: "ticket.commented",
        ticket: ticket.id,
        comment: { author: by, text: "Project: oxfordstones" },
      });
    }
  });

  it("gets tags", async () => {
    const { payload, ticket } = await tell(desk, "tagged");
    expect(source.read(payload, settings)).toMatchObject({
      type: "ticket.tagged",
      ticket: ticket.id,
      tags: ["vip"],
    });
  });
});
