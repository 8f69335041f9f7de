import { withPublishClick } from "#core/onboarding/changes/publish-clicks";
import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { type FoundPublication, findPublication, stateOf } from "#core/publication/survey";
import type { Table } from "#core/table";
import { knownNameServers } from "#core/verification/note-publication";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import { chosenLanguage } from "#platform/http/page-language";
import type { HttpResponse } from "#platform/http/response";
import { openSetup } from "#platform/setup-link/setup-access";
import { closedLink } from "#platform/setup-link/setup-refusal";
import { signedLink } from "./apply-link.ts";
import type { PublishDeps } from "./deps.ts";
import { languageQuery, returnCookie, takeBack } from "./return.ts";
import { stackLink } from "./stack-link.ts";

/** Sends a person to their DNS provider's consent page, or handles their return. */
export async function publishRecords(request: HttpRequest, deps: PublishDeps): Promise<HttpResponse> {
  return request.routeKey === "GET /setup/published" ? takeBack(request, deps) : publish(request, deps);
}

/**
 * Checks DNS again before it makes a link. A signed link never expires, so it is only in this response, and
 * only for records that the check has just found harmless.
 */
async function publish(request: HttpRequest, deps: PublishDeps): Promise<HttpResponse> {
  const token = request.parameters["token"] ?? "";
  const access = await openSetup(token, deps.table, await deps.readKeys(), request.now);
  if (access.kind !== "open") {
    return closedLink(access, request, { audience: "browser", brands: await deps.readBrands() });
  }
  const { onboarding } = access;
  const back = (done: "nothing-to-do" | "publish-closed" | "publish-often") => backTo(token, done, request);
  if (!isAwaiting(onboarding)) return back("nothing-to-do");
  if (!(await countClick(onboarding, request.now, deps.table))) return back("publish-often");
  const found = await findAndNote(onboarding, request, deps);
  const wantsDmarc = new URLSearchParams(request.body).get("dmarc") === "on";
  const base = deps.publicUrl || `https://${request.domainName}`;
  const link = await linkTo(found, { onboarding, wantsDmarc, base }, deps);
  if (link === undefined) return back("publish-closed");
  return {
    statusCode: 303,
    headers: { ...SETUP_HEADERS, location: link },
    cookies: [returnCookie({ token, language: chosenLanguage(request) }, base)],
    body: "",
  };
}

/** Counts the click before the work begins; returns false if there were too many. */
async function countClick({ onboardingId }: Onboarding, now: number, table: Table): Promise<boolean> {
  let isCounted = false;
  await changeOnboarding(table, onboardingId, (current) => {
    const set = withPublishClick(current, now);
    isCounted = set !== undefined;
    return set && { set };
  });
  return isCounted;
}

/** Finds what can be published without harm now, and stores the result for the page. */
async function findAndNote(
  onboarding: Onboarding,
  { now }: HttpRequest,
  { publication, table }: PublishDeps,
): Promise<FoundPublication> {
  const nameServers = knownNameServers(onboarding);
  const found = await findPublication({ ...onboarding, nameServers }, publication);
  await changeOnboarding(table, onboarding.onboardingId, () => ({
    set: { publication: { at: now, discoveredAt: now, ...stateOf(found) } },
  }));
  return found;
}

async function linkTo(
  found: FoundPublication,
  { onboarding, wantsDmarc, base }: { onboarding: Onboarding; wantsDmarc: boolean; base: string },
  { signer, templates }: PublishDeps,
): Promise<string | undefined> {
  if (found?.check.state !== "offered") return undefined;
  if (found.way === "route-53") return stackLink(onboarding, { ...found.check, wantsDmarc }, templates);
  const { provider, service, check } = found;
  const groups = check.groups.filter((group) => group !== "dmarc" || wantsDmarc);
  if (groups.length === 0) return undefined;
  return signedLink({ onboarding, service, provider, zone: check.zone, groups }, base, signer);
}

/**
 * The address is relative to …/setup/{token}/publish, so that it is valid behind any base path (RFC 9110
 * §10.2.2).
 */
function backTo(token: string, done: string, request: HttpRequest): HttpResponse {
  const location = `../${token}?done=${done}${languageQuery(chosenLanguage(request))}`;
  return { statusCode: 303, headers: { ...SETUP_HEADERS, location }, body: "" };
}
