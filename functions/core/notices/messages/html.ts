import { Eta } from "eta/core";
import { printable } from "#core/names/printable";
import type { MessageTemplate } from "./block.ts";

const eta = new Eta({ autoEscape: true });

const CELL = "padding:5px 0;text-align:left;vertical-align:top;border-top:1px solid #8a938d55";

/** Styles are inline, since mail programs drop style sheets. The colours are legible on a light and on a dark ground. */
const template = eta.compile(`<!doctype html>
<html lang="<%= it.language %>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title><%= it.subject %></title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">
<% for (const block of it.blocks) { %>
<% if (block.kind === "headline") { %>
<h1 style="margin:0 0 12px;font-size:22px;line-height:1.25"><%= it.printable(block.text) %></h1>
<% } else if (block.kind === "urgent") { %>
<p style="margin:0 0 12px;padding:10px 14px;border-left:4px solid #d64545;font-weight:bold"><%= it.printable(block.text) %></p>
<% } else if (block.kind === "paragraph") { %>
<p style="margin:0 0 16px"><%= it.printable(block.text) %></p>
<% } else if (block.kind === "list") { %>
<ul style="margin:0 0 16px;padding-left:22px"><% for (const item of block.items) { %><li style="margin:0 0 6px"><%= it.printable(item) %></li><% } %></ul>
<% } else if (block.kind === "link") { %>
<p style="margin:0 0 16px"><a href="<%= block.url %>"<% if (block.isMain) { %> style="display:inline-block;padding:12px 20px;border-radius:6px;background:#1c6b50;color:#ffffff;font-weight:bold;text-decoration:none"<% } %>><%= it.printable(block.label) %></a></p>
<% } else { for (const record of block.records) { %>
<table style="width:100%;margin:0 0 16px;border-collapse:collapse">
<caption style="text-align:left;font-weight:bold;padding:4px 0"><%= record.title %></caption>
<% for (const [label, value] of record.fields) { %>
<tr><th scope="row" style="${CELL};width:96px;padding-right:12px;font-weight:normal;font-size:14px"><%= label %></th><td style="${CELL};font:13px/1.5 ui-monospace,Menlo,Consolas,monospace;word-break:break-all"><%= it.printable(value) %></td></tr>
<% } %>
</table>
<% } } } %>
</div>
</body>
</html>
`);

/** Renders a message as HTML; all values are escaped. */
export function html(message: MessageTemplate): string {
  return eta.render<MessageTemplate & { printable: typeof printable }>(template, { ...message, printable });
}
