import { Eta } from "eta/core";
import { printable } from "#core/names/printable";
import type { Block } from "./block.ts";

const eta = new Eta({ autoEscape: true });

/** The HTML has no styles, because help desks remove them. */
const TEMPLATE = `<% for (const block of it.blocks) { -%>
<% if (block.kind === "paragraph") { -%>
<p><%= it.printable(block.text) %></p>
<% } else if (block.kind === "list") { -%>
<ul><% for (const item of block.items) { %><li><%= it.printable(item) %></li><% } %></ul>
<% } else if (block.kind === "link") { -%>
<p><%= it.printable(block.label) %><br><a href="<%= block.url %>"><%= block.url %></a></p>
<% } else if (block.kind === "records") { for (const record of block.records) { -%>
<p><strong><%= record.title %></strong></p>
<table border="1" cellpadding="4"><tbody>
<% for (const [label, value] of record.fields) { -%>
<tr><th align="left"><%= label %></th><td><code><%= it.printable(value) %></code></td></tr>
<% } -%>
</tbody></table>
<% } } else { -%>
<p><strong><%= it.printable(block.text) %></strong></p>
<% } } -%>
`;

/** The template is compiled on first use. */
let compiled: ReturnType<typeof eta.compile> | undefined;

/** Renders blocks as HTML for a help desk comment; all values are escaped. */
export function deskHtml(blocks: readonly Block[]): string {
  compiled ??= eta.compile(TEMPLATE);
  return eta.render<{ blocks: readonly Block[]; printable: typeof printable }>(compiled, {
    ...{ blocks, printable },
  });
}
