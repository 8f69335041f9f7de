import { ATTEMPT_MS } from "#core/access/used-attempt";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { logger } from "#platform/observability";
import { attemptOf } from "./attempt.ts";
import { ATTEMPT_COOKIE, withCookie } from "./cookies.ts";
import { type GuardDeps, redirectUriOf } from "./deps.ts";
import { redirected } from "./redirected.ts";
import { signInPage } from "./sign-in-page.ts";

/** Redirects the browser to the provider, and sets a cookie with the secret of a new sign-in. */
export async function beginSignIn(request: HttpRequest, deps: GuardDeps): Promise<HttpResponse> {
  const secret = deps.newSecret();
  const { codeVerifier: _kept, ...sent } = attemptOf(secret);
  const { scope } = await deps.readAccess();
  const begun = await deps.provider.begin({ ...sent, scope, redirectUri: redirectUriOf(request, deps) });
  if (begun.kind === "ready") return redirected(begun.url, [withCookie(ATTEMPT_COOKIE, secret, ATTEMPT_MS)]);
  logger.error("The identity provider gave no answer", {
    event: "PROVIDER_UNREACHABLE",
    because: begun.because,
  });
  return signInPage("unreachable", request, deps);
}
