import type { HttpRequest } from "#platform/http/http-handler";
import { isSecret } from "./secret.ts";

/**
 * Browsers accept a cookie with this prefix only from this host, over HTTPS, and for all paths, so other
 * hosts of the domain cannot set one. https://www.rfc-editor.org/rfc/rfc6265.html and
 * https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-rfc6265bis
 */
export const SESSION_COOKIE = "__Host-sendworthy-session";

/** Holds the secret of a sign-in in the browser that began it. */
export const ATTEMPT_COOKIE = "__Host-sendworthy-sign-in";

/**
 * "Lax" is needed because the provider's site sends the browser back. A form on another site is sent without
 * the cookie.
 */
const ATTRIBUTES = "Path=/; Secure; HttpOnly; SameSite=Lax";

/** Returns the header that sets a cookie, for a limited time or until the browser closes. */
export function withCookie(name: string, value: string, maxAgeMs?: number): string {
  const age = maxAgeMs === undefined ? "" : `; Max-Age=${Math.floor(maxAgeMs / 1000)}`;
  return `${name}=${value}; ${ATTRIBUTES}${age}`;
}

/** Returns the header that deletes a cookie. */
export function withoutCookie(name: string): string {
  return withCookie(name, "", 0);
}

/** Returns the secret in a cookie; `undefined` if it has not the form of ours. */
export function secretIn({ cookies = [] }: Pick<HttpRequest, "cookies">, name: string): string | undefined {
  const sent = cookies.filter((one) => one.startsWith(`${name}=`));
  const value = sent.length === 1 ? sent[0]?.slice(name.length + 1) : undefined;
  return value !== undefined && isSecret(value) ? value : undefined;
}
