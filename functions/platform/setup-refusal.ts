import { printable } from "#core/printable";
import { htmlPage, htmlTemplate, SETUP_HEADERS } from "#platform/html-page";
import type { HttpRequest, HttpResponse } from "#platform/http-handler";
import { type Problem, problem } from "#platform/problem";
import type { SetupAccess } from "#platform/setup-access";

/** What a set-up link that opens nothing is answered. */
const CLOSED_LINKS = {
  unknown: {
    status: 404,
    title: "This link does not open anything",
    detail: "It may be incomplete, or a newer link replaces it. Use the link in the latest mail.",
  },
  closed: {
    status: 410,
    title: "This set-up has ended",
    detail:
      "It was called off, or its time ran out. To begin again, ask the support team of your e-mail platform.",
  },
} as const satisfies Record<Exclude<SetupAccess["kind"], "open">, Problem>;

/** Whom an answer is for: a browser, or a program. */
export type Audience = "browser" | "program";

const page = htmlTemplate<{ problem: Problem; printable: typeof printable }>(`
<% if (it.problem.detail !== undefined) { %><p><%= it.problem.detail %></p><% } %>
<% if (it.problem.faults !== undefined) { %>
<ul>
<% for (const { sent, expected } of it.problem.faults) { %>
<li>We expected <%= expected %><% if (typeof sent === "string" && sent !== "") { %>, not “<%= it.printable(sent) %>”<% } %>.</li>
<% } %>
</ul>
<% } %>
`);

/** Who asks, by what they accept. */
export function audienceOf({ headers }: HttpRequest): Audience {
  return /\bapplication\/(problem\+)?json\b/.test(headers["accept"] ?? "") ? "program" : "browser";
}

/** The answer to a link that opens nothing, or nothing any more. */
export function closedLink(kind: keyof typeof CLOSED_LINKS, audience: Audience): HttpResponse {
  return setupRefusal(CLOSED_LINKS[kind], audience);
}

/** Says what is wrong: to a program as a problem detail, to a browser as a page. */
export function setupRefusal(details: Problem, audience: Audience): HttpResponse {
  if (audience === "browser")
    return htmlPage(details.status, details.title, page({ problem: details, printable }));
  const answer = problem(details);
  return { ...answer, headers: { ...SETUP_HEADERS, ...answer.headers } };
}
