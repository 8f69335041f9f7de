import { createHash } from "node:crypto";
import { Eta } from "eta/core";
import type { HttpResponse } from "#platform/http-handler";

const eta = new Eta({ autoEscape: true });

/** Legible at any width and in either colour scheme; state is never told by colour alone. */
const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 44rem; margin: 0 auto; padding: 1.5rem; }
h1 { font-size: 1.6rem; line-height: 1.2; }
h2 { font-size: 1.2rem; margin-top: 2rem; }
h3 { font-size: 1rem; margin: 0 0 .5rem; }
section.record { border: 1px solid GrayText; border-radius: .5rem; padding: 1rem; margin: 1rem 0; }
dl { display: grid; grid-template-columns: 7rem 1fr; gap: .25rem 1rem; margin: 0 0 .5rem; }
dd { margin: 0; font-family: ui-monospace, monospace; overflow-wrap: anywhere; user-select: all; }
form { margin: 1rem 0; }
label { display: block; }
input, button { font: inherit; padding: .5rem .75rem; }
input { width: 100%; max-width: 24rem; box-sizing: border-box; margin-bottom: .5rem; }
[role="status"] { border-left: .25rem solid; padding: .5rem 1rem; }
`;

/** Nothing loads, nothing frames the page, forms go to this site alone: https://www.w3.org/TR/CSP3/ */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(STYLE).digest("base64")}'`,
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Headers of every answer to a set-up link: the link is a secret, so it must not leave by a cache or a referrer. */
export const SETUP_HEADERS: Readonly<Record<string, string>> = {
  "cache-control": "no-store",
  "content-security-policy": POLICY,
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "x-robots-tag": "noindex",
};

const layout = eta.compile(`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title><%= it.title %></title>
<style><%~ it.style %></style>
</head>
<body>
<main>
<h1><%= it.title %></h1>
<%~ it.content %>
</main>
</body>
</html>
`);

/** A part of a page: HTML made from a template, everything put into it escaped. */
export type HtmlTemplate<Data extends object> = (data: Data) => string;

/** Makes a template of Eta's kind. */
export function htmlTemplate<Data extends object>(text: string): HtmlTemplate<Data> {
  const compiled = eta.compile(text);
  return (data) => eta.render(compiled, data);
}

/** A page of the set-up link; `content` is HTML. */
export function htmlPage(statusCode: number, title: string, content: string): HttpResponse {
  return {
    statusCode,
    headers: { ...SETUP_HEADERS, "content-type": "text/html; charset=utf-8" },
    body: eta.render(layout, { title, content, style: STYLE }),
  };
}
