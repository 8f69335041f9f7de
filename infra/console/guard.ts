import { timingSafeEqual } from "node:crypto";

/** The headers that show where a request came from. */
interface Origins {
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
}

/**
 * True if the request's host is this machine. A foreign name that resolves to 127.0.0.1 (DNS rebinding) is
 * another host.
 */
export function isOwnHost({ host }: Origins, port: number): boolean {
  return host === `127.0.0.1:${port}` || host === `localhost:${port}`;
}

/**
 * True if a form was sent from one of our pages: by its origin, if the browser sends one, and by its CSRF
 * token.
 */
export function isOwnForm({ host, origin }: Origins, form: URLSearchParams, csrf: string): boolean {
  return (origin === undefined || origin === `http://${host}`) && isSameSecret(form.get("csrf") ?? "", csrf);
}

/** Compares secrets in constant time. */
export function isSameSecret(one: string, other: string): boolean {
  const [first, second] = [Buffer.from(one), Buffer.from(other)];
  return first.length === second.length && timingSafeEqual(first, second);
}
