import { grantsIn, roleOf } from "#core/access/console-access";
import type { SignInOutcome } from "#core/access/identity-provider";
import { type Claims, type Person, personIn } from "#core/access/person";
import { opening } from "#core/access/session";
import { usedAttempt } from "#core/access/used-attempt";
import type { HttpRequest } from "#platform/http/http-handler";
import type { HttpResponse } from "#platform/http/response";
import { logger } from "#platform/observability";
import { attemptOf } from "./attempt.ts";
import { ATTEMPT_COOKIE, SESSION_COOKIE, secretIn, withCookie, withoutCookie } from "./cookies.ts";
import { CONSOLE, type GuardDeps, realmOf, redirectUriOf } from "./deps.ts";
import { redirected } from "./redirected.ts";
import { hashOf, isSameSecret } from "./secret.ts";
import { endSession } from "./session-of.ts";
import { signInPage } from "./sign-in-page.ts";

/** Handles the browser that returns from the provider, and opens a session if the person has a role. */
export async function completeSignIn(request: HttpRequest, deps: GuardDeps): Promise<HttpResponse> {
  const outcome = await outcomeOf(request, deps);
  const person = outcome.kind === "signed-in" ? personIn(outcome.claims) : undefined;
  if (outcome.kind === "signed-in" && person !== undefined)
    return admit(person, outcome.claims, request, deps);
  const failed =
    outcome.kind === "signed-in" ? ({ kind: "refused", because: "NO_SUBJECT" } as const) : outcome;
  logger.warn("A sign-in failed", { event: "SIGN_IN_FAILED", because: failed.because });
  return signInPage(failed.kind, request, deps);
}

/** The answer must belong to the sign-in that this browser began, and each sign-in is accepted once. */
async function outcomeOf(request: HttpRequest, deps: GuardDeps): Promise<SignInOutcome> {
  const { query, now } = request;
  const secret = secretIn(request, ATTEMPT_COOKIE);
  if (secret === undefined) return { kind: "refused", because: "NO_ATTEMPT" };
  const attempt = attemptOf(secret);
  if (!isSameSecret(query["state"] ?? "", attempt.state)) return { kind: "refused", because: "OTHER_STATE" };
  const isFirst = await deps.table.commit([usedAttempt(hashOf(secret), now)]);
  if (!isFirst) return { kind: "refused", because: "USED_ALREADY" };
  const answer = new URL(redirectUriOf(request, deps));
  for (const [name, value = ""] of Object.entries(query)) answer.searchParams.set(name, value);
  return deps.provider.complete(answer, attempt);
}

/** Opens a session with a new secret, whatever the browser sent, and ends its previous session. */
async function admit(
  person: Person,
  claims: Claims,
  request: HttpRequest,
  deps: GuardDeps,
): Promise<HttpResponse> {
  const access = await deps.readAccess();
  const grants = grantsIn(claims, access);
  const role = roleOf(grants, access);
  if (role === undefined) {
    logger.warn("Somebody without a role signed in", { event: "SIGN_IN_WITHOUT_ROLE" });
    return signInPage("without-role", request, deps);
  }
  await endSession(request, deps);
  const secret = deps.newSecret();
  const opened = { realm: realmOf(request, deps), person, grants };
  if (!(await deps.table.commit([opening(hashOf(secret), opened, request.now)])))
    throw new Error("The key of a new session exists already");
  logger.info("Somebody signed in", { event: "SIGNED_IN", role });
  return redirected(CONSOLE, [withCookie(SESSION_COOKIE, secret), withoutCookie(ATTEMPT_COOKIE)]);
}
