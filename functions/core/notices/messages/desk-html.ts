import { Eta } from "eta/core";
import { recordTitle } from "#core/instructions/record-text";
import { printable } from "#core/names/printable";
import type { Block } from "./block.ts";
import { recordFields } from "./plain-text.ts";

const eta = new Eta({ autoEscape: true });

/** Without styles, since help desks drop them. */
const template = eta.compile(`<% for (const block of it.blocks) { -%>
<% if (block.kind === "paragraph") { -%>
<p><%= it.printable(block.text) %></p>
<% } else if (block.kind === "list") { -%>
<ul><% for (const item of block.items) { %><li><%= it.printable(item) %></li><% } %></ul>
<% } else if (block.kind === "link") { -%>
<p><%= block.label %><br><a href="<%= block.url %>"><%= block.url %></a></p>
<% } else { for (const card of block.cards) { -%>
<p><strong><%= card.number %>. <%= it.recordTitle(card) %></strong></p>
<table border="1" cellpadding="4"><tbody>
<% for (const [label, value] of it.recordFields(card)) { -%>
<tr><th align="left"><%= label %></th><td><code><%= it.printable(value) %></code></td></tr>
<% } -%>
</tbody></table>
<% } } } -%>
`);

/** Renders blocks as HTML for a help desk comment; all values are escaped. */
export function deskHtml(blocks: readonly Block[]): string {
  return eta.render<{
    blocks: readonly Block[];
    printable: typeof printable;
    recordFields: typeof recordFields;
    recordTitle: typeof recordTitle;
  }>(template, { blocks, printable, recordFields, recordTitle });
}
