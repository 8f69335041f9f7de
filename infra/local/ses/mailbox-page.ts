import { Eta } from "eta";
import { type LocalPage, localPage } from "../http/local-page.ts";
import type { Mail, Mailbox } from "./mailbox.ts";

const LIST = `<% if (it.mails.length === 0) { %><p>No mail was sent yet.</p><% } else { %>
<ol>
<% for (const mail of it.mails) { %>
<li>
<div><a href="/mail/<%= encodeURIComponent(mail.id) %>"><%= mail.subject || "(no subject)" %></a> <time><%= it.timeOf(mail) %></time></div>
<p>To <%= mail.to.join(", ") %></p>
<% if (mail.text) { %><p class="preview"><%= it.previewOf(mail.text) %></p><% } %>
</li>
<% } %>
</ol>
<% } %>`;

/** Matches a web address in a text; the group makes `split` keep the addresses. */
const ADDRESS = /(https?:\/\/[\w.~:/?#@!$&*+;=%-]+)/;

/** Headers that mail programs process but do not show. */
const PROCESSED_HEADERS = ["Reply-To", "In-Reply-To", "Auto-Submitted", "X-Sendworthy-Notice"];

// Without allow-same-origin and allow-scripts, a message can neither run scripts nor reach the page around
// it.
const MAIL = `<dl>
<dt>Sent</dt><dd><time><%= it.timeOf(it.mail) %></time></dd>
<dt>From</dt><dd><%= it.mail.from %></dd>
<dt>To</dt><dd><%= it.mail.to.join(", ") %></dd>
<dt>Envelope sender</dt><dd><%= it.mail.returnPath %></dd>
<dt>DKIM</dt><dd>signed by <%= it.mail.signedBy.join(", ") %></dd>
<dt>Configuration set</dt><dd><%= it.mail.configurationSet ?? "none" %></dd>
<dt>Tenant</dt><dd><%= it.mail.tenant ?? "none" %></dd>
<% for (const [name, value] of it.headers) { %><dt><%= name %></dt><dd><%= value %></dd><% } %>
</dl>
<div class="parts">
<% if (it.mail.text) { %><section><h2>Text</h2><pre><% for (const part of it.parts) { %><% if (part.startsWith("http")) { %><a href="<%= part %>"><%= part %></a><% } else { %><%= part %><% } %><% } %></pre></section><% } %>
<% if (it.mail.html) { %><section><h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message" srcdoc="<%= it.mail.html %>"></iframe></section><% } %>
</div>
<details><summary>As sent</summary>
<pre tabindex="0"><%= it.mail.raw %></pre>
</details>`;

const ALL_MAIL = { href: "/mail", label: "All mail" };

/** Makes the mailbox's pages: `/mail` lists all mail, `/mail/<id>` shows one message; other paths have no page. */
export function createMailboxPages(mailbox: Mailbox): (path: string) => LocalPage | undefined {
  const eta = new Eta({ autoEscape: true });
  const page = (status: number, title: string, body: string): LocalPage =>
    localPage({ status, title, body, back: ALL_MAIL });

  return (path) => {
    if (path === "/mail" || path === "/mail/") {
      const list = { mails: mailbox.list().reverse(), timeOf, previewOf };
      return localPage({ status: 200, title: "Mailbox", body: eta.renderString(LIST, list) });
    }
    const id = /^\/mail\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    const mail = mailbox.get(id);
    if (mail === undefined) return page(404, "No such mail", "");
    const parts = (mail.text ?? "").split(ADDRESS);
    const shown = { mail, parts, headers: headersOf(mail), timeOf };
    return page(200, mail.subject || "(no subject)", eta.renderString(MAIL, shown));
  };
}

function timeOf({ at }: Mail): string {
  return `${new Date(at).toISOString().slice(0, 19).replace("T", " ")} UTC`;
}

/** Returns the beginning of a mail after its salutation. */
function previewOf(text: string): string {
  return text
    .replace(/^[^\n]{0,20},\n/, "")
    .trim()
    .slice(0, 160);
}

function headersOf({ raw }: Mail): (readonly [name: string, value: string])[] {
  // RFC 5322 §2.2.3: a line that begins with white space continues the previous field.
  const lines = (raw.split(/\r?\n\r?\n/)[0] ?? "").replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return PROCESSED_HEADERS.flatMap((name) => {
    const line = lines.find((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line === undefined ? [] : [[name, line.slice(name.length + 1).trim()] as const];
  });
}
