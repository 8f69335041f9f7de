import { Eta } from "eta";
import type { Mail, Mailbox } from "./mailbox.ts";

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
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title><%= it.title %></title>
<style>
:root { color-scheme: light dark; --ground: #f5f5f1; --card: #fff; --muted: #58605b; --line: #dcdfd9; --accent: #1c6b50 }
@media (prefers-color-scheme: dark) { :root { --ground: #111412; --card: #191d1a; --muted: #a6aea9; --line: #313833; --accent: #72d0aa } }
* { box-sizing: border-box }
body { background: var(--ground); font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 76rem; overflow-wrap: anywhere; padding: 1.5rem 1rem 3rem }
h1 { font-size: 1.5rem; line-height: 1.3; margin: 0 0 1rem }
h2 { font-size: 1rem; margin: 0 0 .5rem }
a { color: var(--accent) }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
ol { list-style: none; margin: 0; padding: 0 }
li, section, details, dl { background: var(--card); border: 1px solid var(--line); border-radius: .6rem; margin: 0 0 .75rem; padding: .75rem 1rem }
li a { font-weight: 600 }
p { margin: 0 }
li p, time, dt { color: var(--muted); font-size: .9rem }
li div { display: flex; flex-wrap: wrap; gap: 0 1rem; justify-content: space-between }
.preview { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
dd { margin: 0 0 .35rem }
pre { font: .85rem/1.5 ui-monospace, Menlo, Consolas, monospace; margin: 0; white-space: pre-wrap }
summary { cursor: pointer; font-weight: 600 }
iframe { background: #fff; border: 0; border-radius: .3rem; color-scheme: light; height: 75vh; width: 100% }
@media (min-width: 40rem) { dl { display: grid; gap: .1rem 1rem; grid-template-columns: auto minmax(0, 1fr) } dd { margin: 0 } }
@media (min-width: 60rem) { .parts { align-items: start; display: grid; gap: 0 .75rem; grid-template-columns: 1fr 1fr } }
</style>
</head>
<body>
<main>
<% if (it.isMail) { %><p><a href="/mail">All mail</a></p><% } %>
<h1><%= it.title %></h1>
<%~ it.body %>
</main>
</body>
</html>
`;

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

/** Web addresses in a text, kept apart by splitting. */
const ADDRESS = /(https?:\/\/[\w.~:/?#@!$&*+;=%-]+)/;

/** What mail programs act on, beside what they show. */
const ACTED_ON = ["Reply-To", "In-Reply-To", "Auto-Submitted", "X-Sendworthy-Notice"];

// Without allow-same-origin and allow-scripts a message can neither run nor reach the page around it
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

/** Makes the mailbox's pages: `/mail` lists, `/mail/<id>` shows one; undefined for any other path. */
export function createMailboxPages(mailbox: Mailbox): (path: string) => MailboxPage | undefined {
  const eta = new Eta({ autoEscape: true });
  const page = (status: number, title: string, body: string, isMail = true): MailboxPage => ({
    status,
    contentType: "text/html; charset=utf-8",
    body: eta.renderString(LAYOUT, { title, body, isMail }),
  });

  return (path) => {
    if (path === "/mail" || path === "/mail/") {
      const list = { mails: mailbox.list().reverse(), timeOf, previewOf };
      return page(200, "Mailbox", eta.renderString(LIST, list), false);
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

/** What a mail is about, from behind its salutation. */
function previewOf(text: string): string {
  return text
    .replace(/^[^\n]{0,20},\n/, "")
    .trim()
    .slice(0, 160);
}

function headersOf({ raw }: Mail): (readonly [name: string, value: string])[] {
  // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before
  const lines = (raw.split(/\r?\n\r?\n/)[0] ?? "").replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/);
  return ACTED_ON.flatMap((name) => {
    const line = lines.find((field) => field.toLowerCase().startsWith(`${name.toLowerCase()}:`));
    return line === undefined ? [] : [[name, line.slice(name.length + 1).trim()] as const];
  });
}
