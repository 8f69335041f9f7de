import * as z from "zod";
import { mayDo } from "#core/access/role";
import type { HttpResponse } from "#platform/http/response";
import { BASE, type ConsolePage } from "./console-page.ts";
import { messagePage } from "./message-page.ts";
import type { OperatorsApi } from "./operators-api.ts";
import type { Viewer } from "./viewer.ts";

const outcome = z.object({ outcome: z.enum(["done", "unchanged"]) });

/** The actions that the pages offer; the fields of each one's form that are no texts. */
const ACTIONS: Readonly<Record<string, Readonly<Record<string, (sent: string) => unknown>>>> = {
  approve: { acceptChanges: (sent) => sent === "true" },
  check: {},
  confirm: {},
  cancel: {},
  amend: { acceptChanges: (sent) => sent === "true" },
  extend: {},
  "reissue-link": { replaces: Number },
  mute: {},
  unmute: {},
  redeliver: {},
};

/** Fields that belong to the form, and not to the action. */
const OF_THE_FORM = ["csrf"];

/** Runs the action of a posted form, and leads back to the page that then shows the result. */
export async function performAction(
  onboardingId: string,
  action: string,
  form: URLSearchParams,
  { api, viewer }: { readonly api: OperatorsApi; readonly viewer: Viewer },
): Promise<HttpResponse | ConsolePage | undefined> {
  const fields = Object.hasOwn(ACTIONS, action) ? ACTIONS[action] : undefined;
  if (fields === undefined) return undefined;
  const page = `${BASE}/onboardings/${onboardingId}`;
  if (!mayDo(viewer.role, action)) return messagePage(403, undefined, page);
  const sent = [...form].filter(([name, value]) => value !== "" && !OF_THE_FORM.includes(name));
  const body = Object.fromEntries(sent.map(([name, value]) => [name, fields[name]?.(value) ?? value]));
  const answer = await api({
    routeKey: `POST /onboardings/{onboardingId}/${action}`,
    parameters: { onboardingId },
    body,
  });
  if (answer.status >= 400) return messagePage(answer.status, answer.body, page);
  const { outcome: result } = outcome.parse(answer.body);
  return {
    statusCode: 303,
    headers: { location: `${page}?${new URLSearchParams({ result })}`, "cache-control": "no-store" },
    body: "",
  };
}
