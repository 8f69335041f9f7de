import { Eta } from "eta/core";
import { printable } from "#core/printable";
import type { Block, Draft } from "./block.ts";
import { recordFields } from "./plain-text.ts";

const eta = new Eta({ autoEscape: true });

/** Styles stand in the elements: mail programs drop style sheets. */
const template = eta.compile(`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title><%= it.subject %></title></head>
<body style="margin:0;padding:24px;font:16px/1.5 sans-serif;color:#1f2328;background:#ffffff">
<div style="max-width:640px;margin:0 auto">
<% for (const block of it.blocks) { %>
<% if (block.kind === "paragraph") { %>
<p><%= it.printable(block.text) %></p>
<% } else if (block.kind === "list") { %>
<ul><% for (const item of block.items) { %><li><%= it.printable(item) %></li><% } %></ul>
<% } else if (block.kind === "link") { %>
<p><%= block.label %><br><a href="<%= block.url %>" style="color:#0550ae"><%= block.url %></a></p>
<% } else { block.cards.forEach((card, index) => { %>
<table style="width:100%;margin:0 0 16px;border-collapse:collapse;border:1px solid #d0d7de">
<caption style="text-align:left;font-weight:bold;padding:4px 0"><%= index + 1 %>. <%= card.record.type %> record</caption>
<% for (const [label, value] of it.recordFields(card)) { %>
<tr><th scope="row" style="width:90px;padding:4px 8px;text-align:left;font-weight:normal;color:#59636e"><%= label %></th><td style="padding:4px 8px;font-family:monospace;word-break:break-all"><%= it.printable(value) %></td></tr>
<% } %>
</table>
<% }) } } %>
</div>
</body>
</html>
`);

/** A letter as HTML; everything in it is escaped. */
export function html({ subject, blocks }: Draft): string {
  return eta.render<{
    subject: string;
    blocks: readonly Block[];
    printable: typeof printable;
    recordFields: typeof recordFields;
  }>(template, { subject, blocks, printable, recordFields });
}
