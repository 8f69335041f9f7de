import type { HttpRequest } from "#platform/http/http-handler";
import { isSecret } from "./secret.ts";

/**
 * Browsers take a cookie with this prefix only from this host itself, over HTTPS, for all paths: no other host of the domain can set one.
 * https://www.rfc-editor.org/rfc/rfc6265.html and https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
export const SESSION_COOKIE = "__Host-sendworthy-session";

/** Holds one attempt to sign in, in the browser that began it. */
export const ATTEMPT_COOKIE = "__Host-sendworthy-sign-in";

/** Lax, since the provider's site sends the browser back; a form of another site gets no cookie with it. */
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** Sets a cookie, for a time or until the browser ends. */
export function withCookie(name: string, value: string, maxAgeMs?: number): string {
  const age = maxAgeMs === undefined ? "" : `; Max-Age=${Math.floor(maxAgeMs / 1000)}`;
  return `${name}=${value}; ${ATTRIBUTES}${age}`;
}

/** Takes a cookie out of the browser. */
export function withoutCookie(name: string): string {
  return withCookie(name, "", 0);
}

/** The secret that a cookie holds; `undefined` if it can't be one of ours. */
export function secretIn({ cookies = [] }: Pick<HttpRequest, "cookies">, name: string): string | undefined {
  const sent = cookies.filter((one) => one.startsWith(`${name}=`));
  const value = sent.length === 1 ? sent[0]?.slice(name.length + 1) : undefined;
  return value !== undefined && isSecret(value) ? value : undefined;
}
