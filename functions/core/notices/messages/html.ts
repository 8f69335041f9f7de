import { Eta } from "eta/core";
import { recordTitle } from "#core/instructions/record-text";
import { printable } from "#core/names/printable";
import { WORDS } from "#core/words/words";
import type { Block, MessageTemplate } from "./block.ts";
import { recordFields } from "./plain-text.ts";

const eta = new Eta({ autoEscape: true });

/** Styles are inline, since mail programs drop style sheets. The colours are legible on a light and on a dark ground. */
const template = eta.compile(`<!doctype html>
<html lang="<%= it.lang %>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title><%= it.subject %></title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:640px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word">
<% for (const block of it.blocks) { %>
<% if (block.kind === "paragraph") { %>
<p style="margin:0 0 16px"><%= it.printable(block.text) %></p>
<% } else if (block.kind === "list") { %>
<ul style="margin:0 0 16px;padding-left:22px"><% for (const item of block.items) { %><li style="margin:0 0 6px"><%= it.printable(item) %></li><% } %></ul>
<% } else if (block.kind === "link") { %>
<p style="margin:0 0 16px;padding:12px 16px;border-left:4px solid #2b8a68"><%= block.label %><br><a href="<%= block.url %>" style="word-break:break-all"><%= block.url %></a></p>
<% } else { for (const card of block.cards) { %>
<table style="width:100%;margin:0 0 20px;border-collapse:collapse;border:1px solid #8a938d">
<caption style="text-align:left;font-weight:bold;padding:4px 0"><%= card.number %>. <%= it.recordTitle(card) %></caption>
<% for (const [label, value] of it.recordFields(card)) { %>
<tr><th scope="row" style="width:90px;padding:6px 10px;text-align:left;font-weight:normal;vertical-align:top;border-top:1px solid #8a938d55"><%= label %></th><td style="padding:6px 10px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:14px;word-break:break-all;border-top:1px solid #8a938d55"><%= it.printable(value) %></td></tr>
<% } %>
</table>
<% } } } %>
</div>
</body>
</html>
`);

/** Renders a message as HTML; all values are escaped. */
export function html({ subject, blocks }: MessageTemplate): string {
  const { lang } = WORDS;
  return eta.render<{
    lang: string;
    subject: string;
    blocks: readonly Block[];
    printable: typeof printable;
    recordFields: typeof recordFields;
    recordTitle: typeof recordTitle;
  }>(template, { lang, subject, blocks, printable, recordFields, recordTitle });
}
