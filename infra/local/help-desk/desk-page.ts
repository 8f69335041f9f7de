import { Eta } from "eta";
import { type LocalPage, localPage } from "../http/local-page.ts";
import { DESKS } from "./desks.ts";
import { documentHtml } from "./document-html.ts";
import type { Comment, Ticket, Tickets } from "./ticket.ts";

const eta = new Eta({ autoEscape: true });

/** An example of the text of a customer's ticket. */
const EXAMPLE = `Hello, we want to send our newsletter.

Project: oxfordstones
From addresses: news@oxfordstones.example
MAIL FROM domain: email.oxfordstones.example`;

const LIST = `<% if (it.tickets.length === 0) { %><p>There is no ticket yet.</p><% } else { %>
<ol>
<% for (const ticket of it.tickets) { %>
<li>
<div><a href="/desk/<%= ticket.desk %>/<%= encodeURIComponent(ticket.id) %>"><%= ticket.id %>: <%= ticket.subject || "(no subject)" %></a> <time><%= it.timeOf(ticket) %></time></div>
<p><%= ticket.desk %>, <%= ticket.status %>, from <%= ticket.requester %>; <%= it.countOf(ticket) %></p>
<% if (ticket.tags.length > 0) { %><p><%= ticket.tags.join(", ") %></p><% } %>
</li>
<% } %>
</ol>
<% } %>
<section>
<h2>A new ticket</h2>
<form method="post" action="/desk">
<label>Desk <select name="desk"><% for (const desk of it.desks) { %><option><%= desk %></option><% } %></select></label>
<label>Requester <input name="requester" type="email" size="40" required value="dns@oxfordstones.example"></label>
<label>Subject <input name="subject" size="60" required value="We want to send from our own domain"></label>
<label>Text <textarea name="text" rows="8" cols="80" required><%= it.example %></textarea></label>
<button>Open the ticket</button>
<p>The desk sends its signed webhook to Sendworthy, which knows the project once <code>npm run ticket -- --send</code> has registered it. Answers appear in the ticket.</p>
</form>
</section>`;

// Without allow-same-origin and allow-scripts, a comment can neither run scripts nor reach the page around
// it.
const TICKET = `<dl>
<dt>Desk</dt><dd><%= it.ticket.desk %></dd>
<dt>Requester</dt><dd><%= it.ticket.requester %></dd>
<dt>Status</dt><dd><%= it.ticket.status %></dd>
<dt>Tags</dt><dd><%= it.ticket.tags.join(", ") || "none" %></dd>
<% if (it.ticket.followUps.length > 0) { %><dt>Followed up by</dt><dd><% for (const id of it.ticket.followUps) { %><a href="/desk/<%= it.ticket.desk %>/<%= id %>"><%= id %></a> <% } %></dd><% } %>
</dl>
<% for (const comment of it.comments) { %>
<section>
<h2><%= comment.by === "agent" ? "The team" : it.ticket.requester %><% if (comment.isInternal) { %> (internal note)<% } %>, <time><%= it.timeOf(comment) %></time></h2>
<% if (comment.text !== undefined) { %><pre><%= comment.text %></pre><% } else { %><iframe style="height: <%= it.heightOf(comment) %>rem" sandbox="allow-popups allow-popups-to-escape-sandbox" title="The comment" srcdoc="<%= comment.html %>"></iframe><% } %>
</section>
<% } %>
<section>
<h2>Write in the ticket</h2>
<form method="post" action="/desk/<%= it.ticket.desk %>/<%= encodeURIComponent(it.ticket.id) %>">
<label>As <select name="by"><option value="customer">the requester</option><option value="agent">the team</option></select></label>
<label>Text <textarea name="text" rows="4" cols="80"></textarea></label>
<label>Status <select name="status"><option value="">as it is</option><% for (const status of ["open", "pending", "solved", "closed"]) { %><option><%= status %></option><% } %></select></label>
<label>Tags <input name="tags" size="60" value="<%= it.ticket.tags.join(" ") %>"></label>
<button>Send</button>
</form>
</section>`;

/** The largest height of a comment's frame, in rem. */
const TALLEST = 80;

const ALL_TICKETS = { href: "/desk", label: "All tickets" };

/** Makes the desk's pages: `/desk` lists all tickets, `/desk/<desk>/<ticket>` shows one; other paths have no page. */
export function createDeskPages(tickets: Tickets): (path: string) => LocalPage | undefined {
  return (path) => {
    if (path === "/desk" || path === "/desk/") {
      const shown = { tickets: tickets.list(), desks: DESKS, example: EXAMPLE, timeOf, countOf };
      return localPage({ status: 200, title: "Help desk", body: eta.renderString(LIST, shown) });
    }
    const place = ticketPlace(path);
    if (place === undefined) return undefined;
    const ticket = place.desk === undefined ? undefined : tickets.find(place.desk, place.id);
    if (ticket === undefined) {
      return localPage({ status: 404, title: "No such ticket", body: "", back: ALL_TICKETS });
    }
    const title = `${ticket.id}: ${ticket.subject}`;
    return localPage({ status: 200, title, body: ticketBody(ticket), back: ALL_TICKETS });
  };
}

/** Returns the desk and the id of the ticket in a path. */
export function ticketPlace(path: string): { desk: Ticket["desk"] | undefined; id: string } | undefined {
  const [, name, id] = /^\/desk\/([^/]+)\/([\w-]+)$/.exec(path) ?? [];
  return id === undefined ? undefined : { desk: DESKS.find((one) => one === name), id };
}

function ticketBody(ticket: Ticket): string {
  const comments = ticket.comments.map((comment) => ({ ...comment, html: htmlOf(comment) }));
  return eta.renderString(TICKET, { ticket, comments, timeOf, heightOf });
}

/** Estimates the height of a comment from its text and blocks, because a frame without scripts cannot report it. */
function heightOf({ html = "" }: { readonly html: string | undefined }): number {
  const blocks = html.match(/<(p|li|tr|h\d)\b/g)?.length ?? 0;
  return Math.min(2 * blocks + html.replaceAll(/<[^>]*>/g, "").length / 70 + 4, TALLEST);
}

function htmlOf({ html, document }: Comment): string | undefined {
  return html ?? (document === undefined ? undefined : documentHtml(document));
}

function timeOf({ at }: { readonly at: number }): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

function countOf({ comments: { length } }: Ticket): string {
  return length === 1 ? "1 comment" : `${length} comments`;
}
