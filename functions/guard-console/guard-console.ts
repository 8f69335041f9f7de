import { roleOf } from "#core/access/console-access";
import { mayDo } from "#core/access/role";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { beginSignIn } from "./begin-sign-in.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import { SESSION_COOKIE, withoutCookie } from "./cookies.ts";
import { type GuardDeps, publicUrlOf } from "./deps.ts";
import { type Admitted, forward } from "./forward.ts";
import { derived, isSameSecret } from "./secret.ts";
import { endSession, type HeldSession, sessionOf } from "./session-of.ts";
import { signInPage } from "./sign-in-page.ts";

/** Admits people who signed in to the console, and asks all others to sign in. */
export async function guardConsole(request: HttpRequest, deps: GuardDeps): Promise<HttpResponse> {
  const { routeKey } = request;
  if (routeKey === "GET /console/sign-in") return beginSignIn(request, deps);
  if (routeKey === "GET /console/callback") return completeSignIn(request, deps);
  const held = await sessionOf(request, deps);
  if (held === undefined) return signInPage("signed-out", request, deps);
  const role = roleOf(held.session.grants, await deps.readAccess());
  if (role === undefined) return signInPage("without-role", request, deps);
  const admitted = { person: held.session.person, role, csrf: csrfOf(held) };
  return routeKey.startsWith("POST ") ? take(request, admitted, deps) : forward(request, admitted, deps);
}

/** Handles a form from the console's own pages, if the role may do its action. */
async function take(request: HttpRequest, admitted: Admitted, deps: GuardDeps): Promise<HttpResponse> {
  if (!isOwnForm(request, admitted.csrf, deps)) return signInPage("stale-form", request, deps);
  if (request.routeKey === "POST /console/sign-out") {
    await endSession(request, deps);
    return { ...signInPage("ended", request, deps), cookies: [withoutCookie(SESSION_COOKIE)] };
  }
  const action = request.parameters["page"]?.split("/").at(-1) ?? "";
  return mayDo(admitted.role, action)
    ? forward(request, admitted, deps)
    : signInPage("not-allowed", request, deps);
}

/** Returns the CSRF token in each form of a session's pages. */
function csrfOf({ secret }: HeldSession): string {
  return derived(secret, "form");
}

/**
 * True if a form was sent from one of our pages: by its origin, if the browser sends one, and by its CSRF
 * token.
 */
function isOwnForm(request: HttpRequest, csrf: string, deps: GuardDeps): boolean {
  const { origin } = request.headers;
  const isOwn = origin === undefined || origin === new URL(publicUrlOf(request, deps)).origin;
  return isOwn && isSameSecret(new URLSearchParams(request.body).get("csrf") ?? "", csrf);
}
