import { type Brands, brandOf } from "#core/brand/brand";
import { printable } from "#core/names/printable";
import { hasUnseenSignal } from "#core/onboarding/changes/signals";
import type { ExecutionResumer } from "#core/onboarding/executions";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import type { Table } from "#core/table";
import type { DomainRules } from "#core/tickets/domain-rules";
import type { WatchStarter } from "#core/watch/watch-starter";
import { type Texts, textsIn } from "#core/words/texts";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { JsonFault } from "#platform/http/json-body";
import { chosenLanguage, pageLanguage } from "#platform/http/page-language";
import type { Problem } from "#platform/http/problem";
import type { HttpResponse } from "#platform/http/response";
import { logger } from "#platform/observability";
import { openSetup } from "#platform/setup-link/setup-access";
import { type Audience, audienceOf, closedLink, setupRefusal } from "#platform/setup-link/setup-refusal";
import { decideAmend } from "./amendment.ts";
import { type Decision, type Done, decideCheck, decideConfirm, decideExtend } from "./decision.ts";
import { decideContact, decideHandOff } from "./people.ts";
import { readForm } from "./sent-form.ts";

/** The dependencies of receive-signal. */
export interface ReceiveSignalDeps {
  readonly table: Table;
  readonly resumer: ExecutionResumer;
  readonly watch: WatchStarter;
  readKeys(): Promise<string[]>;
  readBrands(): Promise<Brands>;
  readDomainRules(): Promise<DomainRules>;
}

/** The routes that are not available with a hand-off's link. */
const CHANGES_PEOPLE = /\/(?:hand-off|contact)$/;

type Decide = (current: Onboarding) => Decision | Promise<Decision>;

/** Handles a signal of the customer. It is written before the execution is resumed, so no signal is lost. */
export async function receiveSignal(request: HttpRequest, deps: ReceiveSignalDeps): Promise<HttpResponse> {
  const audience = audienceOf(request);
  const token = request.parameters["token"] ?? "";
  const access = await openSetup(token, deps.table, await deps.readKeys(), request.now);
  const brands = await deps.readBrands();
  if (access.kind !== "open") return closedLink(access, request, { audience, brands });
  const texts = textsIn(pageLanguage(request, access.onboarding.language));
  const reader = { brand: brandOf(brands, access.onboarding.project), texts };
  if (access.isHandOff && CHANGES_PEOPLE.test(request.routeKey))
    return setupRefusal(peopleRefusal(texts), audience, reader, { back: pageOf(token, request) });
  const decide = deciderOf(request, texts, deps);
  if (typeof decide === "string")
    return setupRefusal({ status: 400, title: texts.text(`json.${decide}`) }, audience, reader);
  const { after, decision } = await writeSignal(access.onboarding, decide, deps.table);
  if ("problem" in decision)
    return setupRefusal(decision.problem, audience, reader, { back: pageOf(token, request) });
  await resume(after, deps.resumer);
  if ("change" in decision) await startCheck(after, request.now, deps);
  if (after.linkVersion !== access.onboarding.linkVersion && audience === "browser")
    return setupRefusal(newLink(after, texts), audience, reader);
  return answer(after, decision.done, pageOf(token, request), audience);
}

function deciderOf(request: HttpRequest, texts: Texts, deps: ReceiveSignalDeps): Decide | JsonFault {
  const { routeKey, now } = request;
  if (routeKey.endsWith("/confirm")) return (current) => decideConfirm(current, now);
  if (routeKey.endsWith("/check")) return (current) => decideCheck(current, now, deps.table);
  if (routeKey.endsWith("/extend")) return (current) => decideExtend(current, now);
  const form = readForm(request);
  if ("fault" in form) return form.fault;
  const sent = form.value;
  if (routeKey.endsWith("/hand-off")) return (current) => decideHandOff(current, { now, sent, texts });
  if (routeKey.endsWith("/contact")) return (current) => decideContact(current, { now, sent, texts });
  return async (current) =>
    decideAmend(current, { now, sent, texts }, deps.table, await deps.readDomainRules());
}

function peopleRefusal({ text }: Texts): Problem {
  return {
    status: 403,
    title: text("page.refusal.own-link"),
    detail: text("page.refusal.own-link-text"),
  };
}

/** Says that this link is no longer valid, and who received the new one. */
function newLink({ requester, dnsContact = requester }: Onboarding, { text }: Texts): Problem {
  const people = [...new Set([requester, dnsContact])].map((address) => printable(address));
  return {
    status: 200,
    title: text("page.contact.changed"),
    detail: text("page.contact.changed-text", { people }),
  };
}

async function writeSignal(
  onboarding: Onboarding,
  decide: Decide,
  table: Table,
): Promise<{ after: Onboarding; decision: Decision }> {
  let decision: Decision = { done: "nothing-to-do" };
  const after = await changeOnboarding(table, onboarding, async (current) => {
    decision = await decide(current);
    return "change" in decision ? decision.change : undefined;
  });
  return { after, decision };
}

/**
 * A ready domain has no execution, so the watch checks it. If the watch can't be started now, its next run
 * checks the domain.
 */
async function startCheck(
  { status, identity }: Onboarding,
  now: number,
  { watch }: Pick<ReceiveSignalDeps, "watch">,
): Promise<void> {
  if (status !== "ready") return;
  try {
    await watch.check(identity, now);
  } catch (error) {
    logger.warn("The watch checks later", { event: "WATCH_DEFERRED", error });
  }
}

/** This also resumes for an earlier signal whose request could not resume the execution. */
async function resume(onboarding: Onboarding, resumer: ExecutionResumer): Promise<void> {
  if (onboarding.wait !== undefined && hasUnseenSignal(onboarding))
    await resumer.resume(onboarding.wait.token);
}

function answer({ status }: Onboarding, done: Done, page: string, audience: Audience): HttpResponse {
  if (audience === "program") {
    return {
      statusCode: 200,
      headers: { ...SETUP_HEADERS, "content-type": "application/json" },
      body: JSON.stringify({ status, done }),
    };
  }
  const location = `${page}${page.includes("?") ? "&" : "?"}done=${done}`;
  return { statusCode: 303, headers: { ...SETUP_HEADERS, location }, body: "" };
}

/**
 * The address is relative to …/setup/{token}/confirm, so that it is valid behind any base path (RFC 9110
 * §10.2.2).
 */
function pageOf(token: string, request: HttpRequest): string {
  const language = chosenLanguage(request);
  return `../${token}${language === undefined ? "" : `?lang=${language}`}`;
}
