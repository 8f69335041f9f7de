import { type Brands, brandOf } from "#core/brand/brand";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { ExecutionResumer } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import { WORDS } from "#core/words/words";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { openSetup } from "#platform/setup-link/setup-access";
import { type Audience, audienceOf, closedLink, setupRefusal } from "#platform/setup-link/setup-refusal";
import { decideAmend } from "./amendment.ts";
import { type Decision, type Done, decideCheck, decideConfirm, decideExtend } from "./decision.ts";
import { readForm } from "./sent-form.ts";

/** The dependencies of receive-signal. */
export interface ReceiveSignalDeps {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readKeys(): Promise<string[]>;
  readBrands(): Promise<Brands>;
  readDomainRules(): Promise<DomainRules>;
}

type Decide = (current: Onboarding) => Decision | Promise<Decision>;

/** Handles a signal of the customer: it is written before the execution is resumed, so no signal is lost. */
export async function receiveSignal(request: HttpRequest, deps: ReceiveSignalDeps): Promise<HttpResponse> {
  const audience = audienceOf(request);
  const token = request.parameters["token"] ?? "";
  const access = await openSetup(token, deps.table, await deps.readKeys());
  const brands = await deps.readBrands();
  if (access.kind !== "open") return closedLink(access, audience, brands);
  const brand = brandOf(brands, access.onboarding.project);
  const decide = deciderOf(request, deps);
  if (decide === undefined)
    return setupRefusal({ status: 400, title: WORDS.refusals.notJson }, audience, brand);
  const { after, decision } = await writeSignal(access.onboarding.onboardingId, decide, deps.table);
  if ("problem" in decision) return setupRefusal(decision.problem, audience, brand, pageOf(token));
  await resume(after, deps.resumer);
  return answer(after, decision.done, token, audience);
}

function deciderOf(request: HttpRequest, deps: ReceiveSignalDeps): Decide | undefined {
  const { routeKey, now } = request;
  if (routeKey.endsWith("/confirm")) return (current) => decideConfirm(current, now);
  if (routeKey.endsWith("/check")) return (current) => decideCheck(current, now);
  if (routeKey.endsWith("/extend")) return (current) => decideExtend(current, now);
  const sent = readForm(request);
  return sent === undefined
    ? undefined
    : async (current) => decideAmend(current, now, sent, deps.table, await deps.readDomainRules());
}

async function writeSignal(
  onboardingId: string,
  decide: Decide,
  table: Table,
): Promise<{ after: Onboarding; decision: Decision }> {
  let decision: Decision = { done: "nothing-to-do" };
  const after = await changeOnboarding(table, onboardingId, async (current) => {
    decision = await decide(current);
    return "change" in decision ? decision.change : undefined;
  });
  return { after, decision };
}

/** Also resumes for a signal of an earlier request that could not resume the execution. */
async function resume(onboarding: Onboarding, resumer: ExecutionResumer): Promise<void> {
  if (onboarding.wait !== undefined && hasUnseenSignal(onboarding))
    await resumer.resume(onboarding.wait.token);
}

function answer({ status }: Onboarding, done: Done, token: string, audience: Audience): HttpResponse {
  if (audience === "program") {
    return {
      statusCode: 200,
      headers: { ...SETUP_HEADERS, "content-type": "application/json" },
      body: JSON.stringify({ status, done }),
    };
  }
  return {
    statusCode: 303,
    headers: { ...SETUP_HEADERS, location: `${pageOf(token)}?done=${done}` },
    body: "",
  };
}

/** Relative to …/setup/{token}/confirm, so that it holds behind any base path (RFC 9110 §10.2.2). */
function pageOf(token: string): string {
  return `../${token}`;
}
