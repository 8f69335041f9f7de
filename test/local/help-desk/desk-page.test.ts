import { afterAll, beforeEach, expect, it } from "vitest";
import { atlassianDocument } from "#core/help-desks/jira/atlassian-document";
import { startClock } from "../../../infra/local/clock.ts";
import { createDeskForms } from "../../../infra/local/help-desk/desk-form.ts";
import { createDeskPages } from "../../../infra/local/help-desk/desk-page.ts";
import type { TicketEvent } from "../../../infra/local/help-desk/local-desk.ts";
import type { Tickets } from "../../../infra/local/help-desk/ticket.ts";
import { createTickets } from "../../../infra/local/help-desk/tickets.ts";
import { openStore } from "../../../infra/local/store.ts";
import { DRAFT } from "../../adapters/help-desks/desk-world.ts";

const clock = startClock({ startMs: Date.UTC(2026, 10, 23, 9) });
afterAll(() => clock.stop());

let tickets: Tickets;
let told: TicketEvent[];
beforeEach(() => {
  tickets = createTickets(openStore(":memory:"), clock);
  told = [];
});

function post(path: string, fields: Record<string, string>): Promise<string> | undefined {
  const forms = createDeskForms(tickets, async (one) => void told.push(one));
  return forms(path, new URLSearchParams(fields));
}

const page = (path: string) => createDeskPages(tickets)(path);

const NEW = {
  desk: "jira",
  subject: "We want to <send>",
  requester: "anna@oxfordstones.example",
  text: "Project: <b>x</b>",
};

it("begins empty, with a form", () => {
  expect(page("/desk")).toMatchObject({ status: 200, contentType: "text/html; charset=utf-8" });
  expect(page("/desk")?.body).toContain("There is no ticket yet");
  expect(page("/desk")?.body).toContain('<form method="post" action="/desk">');
});

it("opens a ticket, sends its webhook, and lists it", async () => {
  expect(await post("/desk", NEW)).toBe("/desk/jira/HELP-1");
  expect(told).toMatchObject([{ what: "created", by: "customer", text: NEW.text, ticket: { id: "HELP-1" } }]);
  expect(page("/desk")?.body).toContain('href="/desk/jira/HELP-1">HELP-1: We want to &lt;send&gt;');
  expect(page("/desk/jira/HELP-1")?.body).toContain("<pre>Project: &lt;b&gt;x&lt;/b&gt;</pre>");
});

it("shows answers as the desk does, in a frame that runs nothing", async () => {
  await post("/desk", NEW);
  const ticket = tickets.find("jira", "HELP-1");
  if (ticket === undefined) throw new Error("There is no ticket");
  tickets.comment(ticket, { by: "agent", document: atlassianDocument(DRAFT.blocks) });
  const body = page("/desk/jira/HELP-1")?.body;
  expect(body).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
  expect(body).toContain("&lt;td&gt;&lt;p&gt;&lt;code&gt;email&lt;/code&gt;");
  expect(body).not.toContain("<b>Oxford");
});

it("takes replies, tags and a status", async () => {
  await post("/desk", NEW);
  const word = { by: "customer", text: "done", status: "closed", tags: "vip, sendworthy-mute" };
  expect(await post("/desk/jira/HELP-1", word)).toBe("/desk/jira/HELP-1");
  expect(told.slice(1)).toMatchObject([
    { what: "tagged", ticket: { tags: ["vip", "sendworthy-mute"] } },
    { what: "commented", text: "done", by: "customer" },
  ]);
  expect(tickets.find("jira", "HELP-1")).toMatchObject({
    status: "closed",
    tags: ["vip", "sendworthy-mute"],
    comments: [{ text: NEW.text }, { text: "done" }],
  });
});

it("sends no webhook when only the status changes", async () => {
  await post("/desk", NEW);
  await post("/desk/jira/HELP-1", { by: "agent", text: "", status: "solved", tags: "" });
  expect(tickets.find("jira", "HELP-1")?.status).toBe("solved");
  expect(told).toHaveLength(1);
});

it("knows no other ticket, and leaves other paths alone", () => {
  expect(page("/desk/zendesk/1001")?.status).toBe(404);
  expect(page("/desk/other/1")?.status).toBe(404);
  expect(page("/setup/x")).toBeUndefined();
  expect(post("/tickets/zendesk", {})).toBeUndefined();
});
