import { Eta } from "eta/core";
import type { Brand } from "#core/brand/brand";
import { isShownInMail, LOGO_ID } from "#core/brand/mail-logo";
import { printable } from "#core/names/printable";
import { htmlWords } from "#core/words/html-words";
import type { MessageTemplate } from "./block.ts";
import { signatureLines } from "./plain-text.ts";

const eta = new Eta({ autoEscape: true });

const CELL = "padding:6px 12px;text-align:left;vertical-align:top;border-top:1px solid #8a938d44";

/**
 * Styles are inline, because mail programs remove style sheets. The colours have sufficient contrast on light
 * and dark backgrounds.
 */
const template = eta.compile(`<!doctype html>
<html lang="<%= it.language %>">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title><%= it.subject %></title></head>
<body style="margin:0;padding:24px 16px;font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<div style="max-width:600px;margin:0 auto;overflow-wrap:anywhere;word-break:break-word;text-wrap:pretty">
<% if (it.brand) { %>
<p style="margin:0 0 20px;font-weight:bold"><% if (it.logoId) { %><img src="cid:<%= it.logoId %>" alt="<%= it.brand.name %>" height="32" style="height:32px;max-width:200px"><% } else { %><%= it.brand.name %><% } %></p>
<% } %>
<% for (const block of it.blocks) { %>
<% if (block.kind === "headline") { %>
<h1 style="margin:0 0 12px;font-size:22px;line-height:1.25;text-wrap:balance"><%~ it.words(block.text) %></h1>
<% } else if (block.kind === "urgent") { %>
<p style="margin:0 0 12px;padding:10px 14px;border-left:4px solid #d64545;font-weight:bold"><%~ it.words(block.text) %></p>
<% } else if (block.kind === "paragraph") { %>
<p style="margin:0 0 16px"><%~ it.words(block.text) %></p>
<% } else if (block.kind === "list") { %>
<ul style="margin:0 0 16px;padding-left:22px"><% for (const item of block.items) { %><li style="margin:0 0 6px"><%~ it.words(item) %></li><% } %></ul>
<% } else if (block.kind === "link" && block.isMain) { %>
<p style="margin:4px 0 20px"><a href="<%= block.url %>" style="display:inline-block;padding:12px 20px;border-radius:6px;background:<%= it.colour %>;color:#ffffff;font-weight:bold;text-align:center;text-decoration:none;text-wrap:balance"><%~ it.words(block.label) %></a></p>
<% } else if (block.kind === "link") { %>
<p style="margin:0 0 16px"><a href="<%= block.url %>"><%~ it.words(block.label) %></a></p>
<% } else { for (const record of block.records) { %>
<table style="width:100%;margin:0 0 12px;border-collapse:separate;border-spacing:0;border:1px solid #8a938d66;border-radius:6px">
<tr><th style="padding:8px 12px;text-align:left;font-size:15px"><%= record.title %></th></tr>
<% for (const [label, value] of record.fields) { %>
<tr><td style="${CELL}"><span style="display:inline-block;min-width:84px;font-size:13px;opacity:0.8"><%= label %></span> <span style="display:inline-block;max-width:100%;font:13px/1.5 ui-monospace,Menlo,Consolas,monospace"><% for (const part of it.printable(value).split(/(?<=[.])/)) { %><%= part %><wbr><% } %></span></td></tr>
<% } %>
</table>
<% } } } %>
<% if (it.brand) { %>
<p style="margin:24px 0 0;padding-top:12px;border-top:1px solid #8a938d66;font-size:13px;opacity:0.8"><% for (const line of it.signature) { %><%= line %><br><% } %></p>
<% } %>
</div>
</body>
</html>
`);

/** The button's colour if no brand declares one. */
const COLOUR = "#1c6b50";

interface View extends MessageTemplate {
  readonly brand: Brand | undefined;
  readonly logoId: string | undefined;
  readonly colour: string;
  readonly signature: readonly string[];
  readonly printable: typeof printable;
  /** Writes a sentence as HTML. */
  readonly words: (text: string) => string;
}

/** The style of a word that moves to the next line as a whole. */
const WHOLE = 'style="display:inline-block;max-width:100%;vertical-align:top"';

const words = (text: string) => htmlWords(printable(text), WHOLE);

/** Renders a message as HTML; all values are escaped. */
export function html(message: MessageTemplate, brand?: Brand): string {
  const { logo, colour = COLOUR } = brand ?? {};
  const logoId = logo !== undefined && isShownInMail(logo) ? LOGO_ID : undefined;
  const signature = brand === undefined ? [] : signatureLines(brand);
  return eta.render<View>(template, { ...message, brand, logoId, colour, signature, printable, words });
}
