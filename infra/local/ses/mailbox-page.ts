import { Eta } from "eta";
import type { Mailbox } from "./mailbox.ts";

/** A page of the mailbox, ready to be answered over HTTP. */
export interface MailboxPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const LAYOUT = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title><%= it.title %></title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem }
table { border-collapse: collapse; width: 100% }
th, td { border-bottom: 1px solid #8884; padding: .4rem; text-align: left; vertical-align: top }
pre { overflow: auto; white-space: pre-wrap }
iframe { background: #fff; border: 1px solid #8884; height: 40rem; width: 100% }
</style>
</head>
<body>
<h1><%= it.title %></h1>
<%~ it.body %>
</body>
</html>
`;

const LIST = `<% if (it.mails.length === 0) { %><p>No mail was sent yet.</p><% } else { %>
<table>
<thead><tr><th>Sent</th><th>From</th><th>To</th><th>Subject</th></tr></thead>
<tbody>
<% for (const mail of it.mails) { %>
<tr>
<td><time><%= new Date(mail.at).toISOString() %></time></td>
<td><%= mail.from %></td>
<td><%= mail.to.join(", ") %></td>
<td><a href="/mail/<%= encodeURIComponent(mail.id) %>"><%= mail.subject || "(no subject)" %></a></td>
</tr>
<% } %>
</tbody>
</table>
<% } %>`;

/** Web addresses in a text, kept apart by splitting. */
const ADDRESS = /(https?:\/\/[\w.~:/?#@!$&*+;=%-]+)/;

// Without allow-same-origin and allow-scripts a message can neither run nor reach the page around it
const MAIL = `<p><a href="/mail">All mail</a></p>
<table>
<tr><th>Sent</th><td><time><%= new Date(it.mail.at).toISOString() %></time></td></tr>
<tr><th>From</th><td><%= it.mail.from %></td></tr>
<tr><th>To</th><td><%= it.mail.to.join(", ") %></td></tr>
<tr><th>Envelope sender</th><td><%= it.mail.returnPath %></td></tr>
<tr><th>DKIM</th><td><%= it.mail.signedBy ? "signed by " + it.mail.signedBy : "not signed" %></td></tr>
</table>
<% if (it.mail.text) { %><h2>Text</h2><pre><% for (const part of it.parts) { %><% if (part.startsWith("http")) { %><a href="<%= part %>"><%= part %></a><% } else { %><%= part %><% } %><% } %></pre><% } %>
<% if (it.mail.html) { %><h2>HTML</h2><iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The message" srcdoc="<%= it.mail.html %>"></iframe><% } %>
<h2>As sent</h2>
<pre><%= it.mail.raw %></pre>`;

/** Makes the mailbox's pages: `/mail` lists, `/mail/<id>` shows one; undefined for any other path. */
export function createMailboxPages(mailbox: Mailbox): (path: string) => MailboxPage | undefined {
  const eta = new Eta({ autoEscape: true });
  const page = (status: number, title: string, body: string): MailboxPage => ({
    status,
    contentType: "text/html; charset=utf-8",
    body: eta.renderString(LAYOUT, { title, body }),
  });

  return (path) => {
    if (path === "/mail" || path === "/mail/") {
      return page(200, "Mailbox", eta.renderString(LIST, { mails: mailbox.list().reverse() }));
    }
    const id = /^\/mail\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    const mail = mailbox.get(id);
    if (mail === undefined) return page(404, "No such mail", '<p><a href="/mail">All mail</a></p>');
    return page(
      200,
      mail.subject || "(no subject)",
      eta.renderString(MAIL, { mail, parts: (mail.text ?? "").split(ADDRESS) }),
    );
  };
}
