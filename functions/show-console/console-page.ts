import { createHash } from "node:crypto";
import { htmlTemplate, SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpResponse } from "#platform/http/response";
import { CONSOLE_WORDS } from "./console-words.ts";
import script from "./view/console.client.js";
import style from "./view/console.css";
import layoutText from "./view/layout.eta";
import type { Viewer } from "./viewer.ts";

/** The parts of the console, in the order of its navigation. */
export type Part = "attention" | "onboardings" | "projects" | "report";

/** A page of the console. */
export interface ConsolePage {
  readonly statusCode?: number;
  readonly title: string;
  readonly part?: Part;
  /** The content as HTML. */
  readonly content: string;
  /** The text of the search, if there was one. */
  readonly q?: string;
  /** True if a script must keep the page up to date. */
  readonly isLive?: boolean;
}

/** The path of the console, the same with sign-in and on the local machine. */
export const BASE = "/console";

const NAV: ReadonlyArray<{ readonly part: Part; readonly href: string }> = [
  { part: "attention", href: BASE },
  { part: "onboardings", href: `${BASE}/onboardings` },
  { part: "projects", href: `${BASE}/projects` },
  { part: "report", href: `${BASE}/report` },
];

const layout = htmlTemplate<{
  title: string;
  style: string;
  content: string;
  q: string;
  base: string;
  nav: ReadonlyArray<{ href: string; label: string; isHere: boolean }>;
  words: typeof CONSOLE_WORDS;
  script: string | undefined;
  person: { name: string; role: string; csrf: string; signOut: string } | undefined;
}>(layoutText);

/**
 * Only the console's own style and script are allowed, and the script may only request the console's pages.
 */
const POLICY = [
  "default-src 'none'",
  `style-src ${hashOf(style)}`,
  `script-src ${hashOf(script)}`,
  "connect-src 'self'",
  "img-src data:",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

/** Renders a page of the console within its layout. */
export function consolePage(page: ConsolePage, { name, role, csrf }: Viewer): HttpResponse {
  const { statusCode = 200, title, part, content, q = "", isLive = false } = page;
  const nav = NAV.map((one) => ({
    href: one.href,
    label: CONSOLE_WORDS.nav[one.part],
    isHere: one.part === part,
  }));
  return {
    statusCode,
    headers: {
      ...SETUP_HEADERS,
      "content-security-policy": POLICY,
      "referrer-policy": "same-origin",
      "content-type": "text/html; charset=utf-8",
    },
    body: layout({
      ...{ title, style, content, q, base: BASE, nav, words: CONSOLE_WORDS },
      script: isLive ? script : undefined,
      person:
        name === undefined
          ? undefined
          : { name, role: CONSOLE_WORDS.role[role], csrf, signOut: `${BASE}/sign-out` },
    }),
  };
}
