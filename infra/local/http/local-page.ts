import { Eta } from "eta";

/** A page of the local cloud itself, such as the mailbox. */
export interface LocalPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

const eta = new Eta({ autoEscape: true });

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
label { display: block; margin: 0 0 .5rem }
input, select, textarea { display: block; font: inherit; max-width: 100%; padding: .25rem .4rem }
button { font: inherit; padding: .35rem 1rem }
</style>
</head>
<body>
<main>
<% if (it.back) { %><p><a href="<%= it.back.href %>"><%= it.back.label %></a></p><% } %>
<h1><%= it.title %></h1>
<%~ it.body %>
</main>
</body>
</html>
`;

/** Puts a page into the layout; `body` is HTML, all other fields are text. */
export function localPage(page: {
  readonly status: number;
  readonly title: string;
  readonly body: string;
  readonly back?: { readonly href: string; readonly label: string };
}): LocalPage {
  const { status, ...shown } = page;
  return { status, contentType: "text/html; charset=utf-8", body: eta.renderString(LAYOUT, shown) };
}
