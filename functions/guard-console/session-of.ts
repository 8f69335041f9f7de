import { ending, openSession, type Session, sessionKey, using } from "#core/access/session";
import type { HttpRequest } from "#platform/http/http-handler";
import { SESSION_COOKIE, secretIn } from "./cookies.ts";
import { type GuardDeps, realmOf } from "./deps.ts";
import { hashOf } from "./secret.ts";

/** How often ending a session is tried while others write it. */
const TRIES = 5;

/** An open session, with the secret that its cookie holds. */
export interface HeldSession {
  readonly secret: string;
  readonly session: Session;
}

/**
 * Returns the session of the request's cookie if it is open, and records its use. A request from a script
 * does not count as use, because the person may be absent.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-dest-header
 */
export async function sessionOf(request: HttpRequest, deps: GuardDeps): Promise<HeldSession | undefined> {
  const held = await heldBy(request, deps);
  if (held === undefined) return undefined;
  const isByScript = request.headers["sec-fetch-dest"] === "empty";
  const use = isByScript ? undefined : using(held.session, request.now);
  // Another request may have recorded the use at the same moment.
  if (use !== undefined) await deps.table.commit([use]);
  return held;
}

/** Ends the session of the request's cookie, if it is open. */
export async function endSession(request: HttpRequest, deps: GuardDeps, tries = TRIES): Promise<void> {
  const held = await heldBy(request, deps);
  if (held === undefined || (await deps.table.commit([ending(held.session, request.now)]))) return;
  if (tries === 1) throw new Error("A session could not be ended");
  await endSession(request, deps, tries - 1);
}

async function heldBy(request: HttpRequest, deps: GuardDeps): Promise<HeldSession | undefined> {
  const secret = secretIn(request, SESSION_COOKIE);
  if (secret === undefined) return undefined;
  const item = await deps.table.get(sessionKey(hashOf(secret)));
  const session = openSession(item, realmOf(request, deps), request.now);
  return session === undefined ? undefined : { secret, session };
}
