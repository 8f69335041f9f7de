import { createHash } from "node:crypto";
import { textsIn } from "#core/words/texts";
import { htmlTemplate, SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { CONSOLE, type GuardDeps, publicUrlOf } from "./deps.ts";
import style from "./view/door.css";
import view from "./view/door.eta";

const { text } = textsIn("en");

const SIGN_IN = text("operators.door.sign-in");
const TITLE = text("operators.pages.name");

/** What the door says, with the status of its answer, the way on, and where that leads. */
const SAID = {
  "signed-out": [403, text("operators.door.signed-out"), SIGN_IN, "/sign-in"],
  ended: [200, text("operators.door.ended"), SIGN_IN, "/sign-in"],
  refused: [403, text("operators.door.refused"), SIGN_IN, "/sign-in"],
  "without-role": [403, text("operators.door.without-role"), SIGN_IN, "/sign-in"],
  unreachable: [503, text("operators.door.unreachable"), text("operators.door.again"), "/sign-in"],
  "stale-form": [403, text("operators.door.stale-form"), text("operators.pages.back"), ""],
  "not-allowed": [403, text("operators.pages.refused"), text("operators.pages.back"), ""],
} as const;

const template = htmlTemplate<{ style: string; title: string; said: string; href: string; way: string }>(
  view,
);

/** Only the page's own style is used; it has no form and no script. */
const POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
  "img-src data:",
  "form-action 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** A page of the door itself: one sentence, and the way on at the public address, whose cookies count. */
export function doorPage(kind: keyof typeof SAID, request: HttpRequest, deps: GuardDeps): HttpResponse {
  const [statusCode, said, way, path] = SAID[kind];
  const href = `${publicUrlOf(request, deps)}${CONSOLE}${path}`;
  return {
    statusCode,
    headers: {
      ...SETUP_HEADERS,
      "content-security-policy": POLICY,
      "content-type": "text/html; charset=utf-8",
    },
    body: template({ style, title: TITLE, said, href, way }),
  };
}
