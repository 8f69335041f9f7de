import { type Brand, type Brands, brandOf } from "#core/brand/brand";
import { printable } from "#core/names/printable";
import type { Fault } from "#core/tickets/fault";
import { WORDS } from "#core/words/words";
import { htmlPage, htmlTemplate, SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import { type Problem, problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import refusal from "../http/page/refusal.eta";
import type { SetupAccess } from "./setup-access.ts";

/** The answers to a set-up link that is no longer valid. */
const CLOSED_LINKS = {
  unknown: { status: 404, ...WORDS.refusals.unknown },
  closed: { status: 410, ...WORDS.refusals.closed },
} as const satisfies Record<Exclude<SetupAccess["kind"], "open">, Problem>;

/** The reader of an answer: a browser, or a program. */
export type Audience = "browser" | "program";

const page = htmlTemplate<{
  title: string;
  detail: string | undefined;
  faults: readonly string[];
  back: string | undefined;
  backLabel: string;
}>(refusal);

/** Who asks, by what they accept. */
export function audienceOf({ headers }: HttpRequest): Audience {
  return /\bapplication\/(problem\+)?json\b/.test(headers["accept"] ?? "") ? "program" : "browser";
}

/** The answer to a link that opens nothing, or nothing any more. */
export function closedLink(
  access: Exclude<SetupAccess, { kind: "open" }>,
  audience: Audience,
  brands: Brands,
): HttpResponse {
  const project = access.kind === "closed" ? access.project : undefined;
  return setupRefusal(CLOSED_LINKS[access.kind], audience, brandOf(brands, project));
}

/** Says what is wrong: to a program as a problem detail, to a browser as a page that may lead back. */
export function setupRefusal(
  details: Problem,
  audience: Audience,
  brand: Brand,
  back?: string,
): HttpResponse {
  if (audience === "browser") {
    const { status: statusCode, title, detail, faults = [] } = details;
    return htmlPage({
      statusCode,
      title,
      brand,
      content: page({ title, detail, faults: faults.map(faultWords), back, backLabel: WORDS.refusals.back }),
    });
  }
  const answer = problem(details);
  return { ...answer, headers: { ...SETUP_HEADERS, ...answer.headers } };
}

function faultWords({ expected, sent }: Fault): string {
  return WORDS.refusals.fault(
    expected,
    typeof sent === "string" && sent !== "" ? printable(sent) : undefined,
  );
}
