import { isAwaiting } from "#core/onboarding/changes/signals";
import type { Onboarding } from "#core/onboarding/onboarding";
import { changeOnboarding } from "#core/onboarding/store";
import { findPublication, stateOf } from "#core/publication/survey";
import type { Table } from "#core/table";
import type { PublicationPorts } from "#core/verification/note-publication";
import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { openSetup } from "#platform/setup-link/setup-access";
import { closedLink } from "#platform/setup-link/setup-refusal";
import { type Offer, signedLink } from "./apply-link.ts";
import type { PublishDeps } from "./deps.ts";
import { returnCookie, takeBack } from "./return.ts";

/** Sends a person to the consent page of their DNS provider, or takes them back from it. */
export async function publishRecords(request: HttpRequest, deps: PublishDeps): Promise<HttpResponse> {
  return request.routeKey === "GET /setup/published" ? takeBack(request, deps) : publish(request, deps);
}

/**
 * Checks DNS again and only then signs: a signed link never expires, so it is in this answer only, and only for records
 * that the check has just found harmless.
 */
async function publish(request: HttpRequest, deps: PublishDeps): Promise<HttpResponse> {
  const token = request.parameters["token"] ?? "";
  const access = await openSetup(token, deps.table, await deps.readKeys());
  if (access.kind !== "open") {
    return closedLink(access, request, { audience: "browser", brands: await deps.readBrands() });
  }
  const { onboarding } = access;
  const { publication } = deps;
  if (publication === undefined || !isAwaiting(onboarding)) return back(token, "nothing-to-do");
  const found = await findOffer(onboarding, request, publication, deps.table);
  if (found === undefined) return back(token, "publish-closed");
  const base = deps.publicUrl || `https://${request.domainName}`;
  return {
    statusCode: 303,
    headers: { ...SETUP_HEADERS, location: await signedLink(found, base, deps.signer) },
    cookies: [returnCookie(token, base)],
    body: "",
  };
}

/** Finds what can be published without harm now, and keeps the answer for the page. */
async function findOffer(
  onboarding: Onboarding,
  { now, body }: HttpRequest,
  publication: PublicationPorts,
  table: Table,
): Promise<Offer | undefined> {
  const { identity, records, onboardingId } = onboarding;
  const { service } = publication;
  const found = await findPublication({ identity, records, service }, publication);
  await changeOnboarding(table, onboardingId, () => ({
    set: { publication: { at: now, discoveredAt: now, ...stateOf(found) } },
  }));
  if (found?.check.state !== "offered") return undefined;
  const wantsDmarc = new URLSearchParams(body).get("dmarc") === "on";
  const groups = found.check.groups.filter((group) => group !== "dmarc" || wantsDmarc);
  if (groups.length === 0) return undefined;
  return { provider: found.provider, onboarding, service, zone: found.check.zone, groups };
}

/** Relative to …/setup/{token}/publish, so that it holds behind any base path (RFC 9110 §10.2.2). */
function back(token: string, done: "nothing-to-do" | "publish-closed"): HttpResponse {
  return { statusCode: 303, headers: { ...SETUP_HEADERS, location: `../${token}?done=${done}` }, body: "" };
}
