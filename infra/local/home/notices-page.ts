import { Eta } from "eta";
import { type LocalPage, localPage } from "../http/local-page.ts";
import type { Publication } from "../services/sns.ts";

const NOTICES = `<% if (it.notices.length === 0) { %><p>No notice was published yet.</p><% } else { %>
<% for (const notice of it.notices) { %>
<section>
<h2><%= notice.subject ?? "(no subject)" %></h2>
<p><time><%= notice.at.slice(0, 19).replace("T", " ") %> UTC</time></p>
<pre><%= notice.message %></pre>
</section>
<% } %>
<% } %>`;

const eta = new Eta({ autoEscape: true });

/** Makes the page of the operations notices, the newest first. */
export function createNoticesPage(
  publications: () => Publication[],
): (path: string) => LocalPage | undefined {
  return (path) => {
    if (path !== "/notices") return undefined;
    const body = eta.renderString(NOTICES, { notices: publications().toReversed() });
    const back = { href: "/", label: "Home" };
    return localPage({ status: 200, title: "Operations notices", body, back });
  };
}
