import { type Brands, brandOf } from "#core/brand/brand";
import { printable } from "#core/names/printable";
import type { WrittenFault } from "#core/tickets/fault";
import { type Texts, textsIn } from "#core/words/texts";
import { htmlPage, htmlTemplate, type PageReader, SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import { pageLanguage } from "#platform/http/page-language";
import { type Problem, problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import refusal from "../http/page/refusal.eta";
import type { SetupAccess } from "./setup-access.ts";

/** The status codes for a set-up link that is not valid any more. */
const CLOSED_LINKS = { unknown: 404, closed: 410 } as const;

/** The reader of an answer: a browser, or a program. */
export type Audience = "browser" | "program";

const page = htmlTemplate<{
  title: string;
  detail: string | undefined;
  faults: readonly string[];
  back: string | undefined;
  backLabel: string;
}>(refusal);

/** Determines the audience by the request's Accept header. */
export function audienceOf({ headers }: HttpRequest): Audience {
  return /\bapplication\/(problem\+)?json\b/.test(headers["accept"] ?? "") ? "program" : "browser";
}

/** Makes the answer to a link that is invalid or closed. */
export function closedLink(
  access: Exclude<SetupAccess, { kind: "open" }>,
  request: HttpRequest,
  { audience, brands }: { readonly audience: Audience; readonly brands: Brands },
): HttpResponse {
  const { kind } = access;
  const brand = brandOf(brands, kind === "closed" ? access.project : undefined);
  const texts = textsIn(pageLanguage(request));
  const { text } = texts;
  const title = text(`page.refusal.${kind}`);
  const details = { status: CLOSED_LINKS[kind], title, detail: text(`page.refusal.${kind}-text`) };
  return setupRefusal(
    details,
    audience,
    { brand, texts },
    { isTranslatable: /^(GET|HEAD) /.test(request.routeKey) },
  );
}

/** Describes an error: to a program as a problem detail, to a browser as a page that may link back. */
export function setupRefusal(
  details: Problem,
  audience: Audience,
  reader: PageReader,
  { back, isTranslatable = false }: { readonly back?: string; readonly isTranslatable?: boolean } = {},
): HttpResponse {
  if (audience === "browser") {
    const { status: statusCode, title, detail, faults = [] } = details;
    const { texts } = reader;
    const listed = faults.map((fault) => faultText(fault, texts));
    const backLabel = texts.text("page.refusal.back");
    return htmlPage({
      ...{ statusCode, title, reader, isTranslatable },
      content: page({ title, detail, faults: listed, back, backLabel }),
    });
  }
  const answer = problem(details);
  return { ...answer, headers: { ...SETUP_HEADERS, ...answer.headers } };
}

function faultText({ expected, sent }: WrittenFault, { text }: Texts): string {
  return typeof sent === "string" && sent !== ""
    ? text("page.refusal.fault-sent", { expected, sent: printable(sent) })
    : text("page.refusal.fault", { expected });
}
