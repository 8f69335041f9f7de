import { Eta } from "eta";
import { type LocalPage, localPage } from "../http/local-page.ts";
import type { Mailbox } from "../ses/mailbox.ts";
import { setupLinks } from "./setup-links.ts";

const HOME = `<section>
<h2>Set-ups</h2>
<% if (it.links.length === 0) { %><p>There is none yet. Write a ticket at the <a href="/desk">help desk</a>, or run <code>npm run ticket -- --send</code>.</p><% } else { %>
<p>Each link opens the page of a customer.</p>
<ol>
<% for (const link of it.links) { %>
<li><div><a href="<%= link.url %>"><%= link.subject %></a> <time><%= it.timeOf(link.at) %></time></div></li>
<% } %>
</ol>
<% } %>
</section>
<section>
<h2>The parts around Sendworthy</h2>
<ol>
<li><a href="/desk">Help desk</a><p>Write tickets, and read the answers.</p></li>
<li><a href="/mail">Mailbox</a><p>All mail that was sent.</p></li>
<li><a href="/console">Console</a><p>What needs support or operations, with every onboarding.</p></li>
<li><a href="/notices">Operations notices</a><p>The messages of the SNS topic.</p></li>
<li><a href="/zones">DNS panel</a><p>Edit the zones that the local DNS serves.</p></li>
</ol>
</section>`;

const eta = new Eta({ autoEscape: true });

/** Makes the home page of the local cloud. */
export function createHomePage(mailbox: Mailbox): (path: string) => LocalPage | undefined {
  return (path) => {
    if (path !== "/") return undefined;
    const links = setupLinks(mailbox.list());
    const body = eta.renderString(HOME, { links, timeOf });
    return localPage({ status: 200, title: "Sendworthy, local", body });
  };
}

function timeOf(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}
