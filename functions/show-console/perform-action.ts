import * as z from "zod";
import { mayDo } from "#core/access/role";
import type { HttpResponse } from "#platform/http/response";
import { actionNamed, ONBOARDING_ACTIONS, PROJECT_ACTIONS, sentFields } from "./actions.ts";
import { confirmPage } from "./confirm-page.ts";
import { BASE, type ConsolePage } from "./console-page.ts";
import { CONSOLE_WORDS } from "./console-words.ts";
import { messagePage } from "./message-page.ts";
import type { ApiRequest, OperatorsApi } from "./operators-api.ts";
import type { Viewer } from "./viewer.ts";

const outcome = z.object({ outcome: z.enum(["done", "unchanged"]), because: z.string().optional() });

/** The answer to an action that must be repeated with further fields to take effect. */
const unconfirmed = z.object({
  because: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  confirm: z.record(z.string(), z.literal(true)),
});

/** Fields of the form that are not part of the action. */
const OF_THE_FORM = ["csrf", "back", "sure"];

/** The value for a form that leads back to the first page. */
const ATTENTION = "attention";

/** The subject of a form's action. */
interface Target {
  readonly actions: Parameters<typeof actionNamed>[0];
  readonly page: string;
  request(action: string): Pick<ApiRequest, "routeKey" | "parameters">;
}

/** Runs the action of a submitted form, and redirects to the page that shows the result. */
export async function performAction(
  path: readonly string[],
  form: URLSearchParams,
  { api, viewer }: { readonly api: OperatorsApi; readonly viewer: Viewer },
): Promise<HttpResponse | ConsolePage | undefined> {
  const name = path.at(-1) ?? "";
  const target = targetOf(path.slice(0, -1));
  const action = target === undefined ? undefined : actionNamed(target.actions, name);
  if (target === undefined || action === undefined) return undefined;
  const page = form.get("back") === ATTENTION ? BASE : target.page;
  const { route = name } = action;
  if (!mayDo(viewer.role, route)) return messagePage(403, undefined, page);
  const ask = (effect: string, said: Readonly<Record<string, true>>) =>
    confirmPage({
      ...{ label: action.label, effect, csrf: viewer.csrf, back: page, href: `${target.page}/${name}` },
      fields: [
        ...[...form].filter(([field]) => field !== "csrf"),
        ...Object.keys(said).map((field) => [field, "true"] as const),
      ],
    });
  if (action.isFinal === true && !form.has("sure")) return ask(action.effect, { sure: true });
  const fields = [...form].filter(([field, value]) => value !== "" && !OF_THE_FORM.includes(field));
  const answer = await api({ ...target.request(route), body: sentFields(action, fields) });
  const asked = unconfirmed.safeParse(answer.body);
  if (asked.success) {
    const { because, title = "", detail = "", confirm } = asked.data;
    return ask(because ?? `${title}. ${detail}`, confirm);
  }
  if (answer.status >= 400) return messagePage(answer.status, answer.body, page);
  const { outcome: result, because } = outcome.parse(answer.body);
  // Nothing was done, so a reload that sends the form again does no harm.
  if (result === "unchanged" && because !== undefined)
    return messagePage(200, { title: CONSOLE_WORDS.unchanged, detail: because }, page);
  const query = new URLSearchParams({ result, did: name });
  return {
    statusCode: 303,
    headers: { location: `${page}?${query}`, "cache-control": "no-store" },
    body: "",
  };
}

function targetOf([part, ...name]: readonly string[]): Target | undefined {
  if (part === "onboardings" && name.length === 1) {
    const [onboardingId = ""] = name;
    return {
      actions: ONBOARDING_ACTIONS,
      page: `${BASE}/onboardings/${encodeURIComponent(onboardingId)}`,
      request: (action) => ({
        routeKey: `POST /onboardings/{onboardingId}/${action}`,
        parameters: { onboardingId },
      }),
    };
  }
  if (part !== "projects" || name.length === 0) return undefined;
  const project = name.join("/");
  return {
    actions: PROJECT_ACTIONS,
    page: `${BASE}/projects/${encodeURIComponent(project)}`,
    request: (action) => ({ routeKey: `POST /projects/{project}/${action}`, parameters: { project } }),
  };
}
