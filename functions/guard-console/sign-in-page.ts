import { createHash } from "node:crypto";
import { textsIn } from "#core/words/texts";
import { htmlTemplate, SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { CONSOLE, type GuardDeps, publicUrlOf } from "./deps.ts";
import style from "./view/sign-in.css";
import view from "./view/sign-in.eta";

const { text } = textsIn("en");

const SIGN_IN = text("operators.sign-in.sign-in");
const TITLE = text("operators.pages.name");

/** The pages: status code, text, label of the link, and its path. */
const PAGES = {
  "signed-out": [403, text("operators.sign-in.signed-out"), SIGN_IN, "/sign-in"],
  ended: [200, text("operators.sign-in.ended"), SIGN_IN, "/sign-in"],
  refused: [403, text("operators.sign-in.refused"), SIGN_IN, "/sign-in"],
  "without-role": [403, text("operators.sign-in.without-role"), SIGN_IN, "/sign-in"],
  unreachable: [503, text("operators.sign-in.unreachable"), text("operators.sign-in.again"), "/sign-in"],
  "stale-form": [403, text("operators.sign-in.stale-form"), text("operators.pages.back"), ""],
  "not-allowed": [403, text("operators.pages.refused"), text("operators.pages.back"), ""],
} as const;

const template = htmlTemplate<{ style: string; title: string; message: string; href: string; way: string }>(
  view,
);

/** Only the page's own style is allowed; it has no form and no script. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * Makes a page about signing in: one sentence, and a link at the public address, for which the cookies are
 * valid.
 */
export function signInPage(kind: keyof typeof PAGES, request: HttpRequest, deps: GuardDeps): HttpResponse {
  const [statusCode, message, way, path] = PAGES[kind];
  const href = `${publicUrlOf(request, deps)}${CONSOLE}${path}`;
  return {
    statusCode,
    headers: {
      ...SETUP_HEADERS,
      "content-security-policy": POLICY,
      "content-type": "text/html; charset=utf-8",
    },
    body: template({ style, title: TITLE, message, href, way }),
  };
}
