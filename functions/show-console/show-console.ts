import type { HttpRequest } from "#platform/http/http-handler";
import { csvAnswer } from "#platform/http/operators-answer";
import type { HttpResponse } from "#platform/http/response";
import { attentionPage } from "./attention-page.ts";
import { type ConsolePage, consolePage } from "./console-page.ts";
import { listPage } from "./list-page.ts";
import { messagePage } from "./message-page.ts";
import { noticePage } from "./notice-page.ts";
import { onboardingPage } from "./onboarding-page.ts";
import { onboardingsCsv } from "./onboardings-csv.ts";
import { type ApiRequest, type OperatorsApi, operatorsApi } from "./operators-api.ts";
import { performAction } from "./perform-action.ts";
import { projectPage, projectsPage } from "./project-pages.ts";
import { reportPage } from "./report-page.ts";
import { type Shown, viewerOf } from "./viewer.ts";

/** The dependencies of show-console: the functions of the operators' API, and the way to invoke them. */
interface ConsoleDeps {
  readonly show: string;
  readonly operate: string;
  invoke(functionName: string, payload: unknown): Promise<unknown>;
}

/** A validated request for a page. */
interface Asked extends Shown {
  readonly path: readonly string[];
  readonly api: OperatorsApi;
}

/** A page, or another response: a file or a redirect. */
type Answer = ConsolePage | HttpResponse;

/**
 * Renders a page of the console, or runs the action of one of its forms, in the name of the operator who
 * signed the request.
 */
export async function showConsole(request: HttpRequest, deps: ConsoleDeps): Promise<HttpResponse> {
  const { principal, parameters, query, body, now, routeKey, headers } = request;
  const viewer = viewerOf(headers);
  if (principal === undefined) return consolePage(messagePage(403, undefined), viewer);
  const asked: Asked = {
    path: (parameters["page"] ?? "")
      .split("/")
      .filter((part) => part !== "")
      .map(decoded),
    query: Object.fromEntries(
      Object.entries(query).filter((pair): pair is [string, string] => (pair[1] ?? "") !== ""),
    ),
    now,
    viewer,
    api: operatorsApi(deps, principal, now),
  };
  const answer = routeKey.startsWith("POST ") ? act(asked, new URLSearchParams(body)) : pageOf(asked);
  const shown = (await answer) ?? messagePage(404, undefined);
  return "content" in shown ? consolePage(shown, viewer) : shown;
}

function act({ path, ...asked }: Asked, form: URLSearchParams): Promise<Answer | undefined> {
  return performAction(path, form, asked);
}

async function pageOf(asked: Asked): Promise<Answer | undefined> {
  const { path, query, api } = asked;
  const [part = ""] = path;
  if (part === "onboardings.csv") return onboardingsCsv(query, api);
  if (part === "report.csv") return reportCsv(asked);
  const kind = kindOf(path);
  const render = Object.hasOwn(RENDERERS, kind) ? RENDERERS[kind] : undefined;
  if (render === undefined) return undefined;
  const answer = await api(render.ask(asked));
  if (answer.status >= 400) return messagePage(answer.status, answer.body);
  return render.page(answer.body, asked);
}

function kindOf([part = "", name, inside]: readonly string[]): string {
  if (name === undefined) return part;
  return part === "onboardings" && inside === "notices" ? "notices/" : `${part}/`;
}

/** What a page requests from the API, and how it renders the answer. */
interface Renderer {
  ask(asked: Asked): ApiRequest;
  page(body: unknown, asked: Asked): ConsolePage;
}

const RENDERERS: Readonly<Partial<Record<string, Renderer>>> = {
  "": { ask: () => ({ routeKey: "GET /attention" }), page: attentionPage },
  onboardings: {
    ask: ({ query }) => ({ routeKey: "GET /onboardings", query }),
    page: (body, { query, now }) => listPage(body, query, now),
  },
  "onboardings/": {
    ask: ({ path: [, onboardingId = ""] }) => ({
      routeKey: "GET /onboardings/{onboardingId}",
      parameters: { onboardingId },
    }),
    page: onboardingPage,
  },
  "notices/": {
    ask: ({ path: [, onboardingId = "", , ...name] }) => ({
      routeKey: "GET /onboardings/{onboardingId}/notices/{notice+}",
      parameters: { onboardingId, notice: name.join("/") },
    }),
    page: (body, { path, now }) => noticePage(body, path, now),
  },
  projects: {
    ask: ({ query }) => ({ routeKey: "GET /projects", query }),
    page: (body) => projectsPage(body),
  },
  "projects/": {
    ask: ({ path: [, ...name] }) => ({
      routeKey: "GET /projects/{project+}",
      parameters: { project: name.join("/") },
    }),
    page: projectPage,
  },
  report: {
    ask: ({ query }) => ({ routeKey: "GET /report", query }),
    page: (body) => reportPage(body),
  },
};

async function reportCsv({ query, api }: Asked): Promise<Answer> {
  const answer = await api({ routeKey: "GET /report", query: { ...query, format: "csv" } });
  return answer.status >= 400
    ? messagePage(answer.status, answer.body)
    : csvAnswer(answer.text, "report.csv");
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
