import { SETUP_HEADERS } from "#platform/http/html-page";
import type { HttpResponse } from "#platform/http/response";

/** Redirects the browser and sets cookies. */
export function redirected(location: string, cookies: readonly string[]): HttpResponse {
  return { statusCode: 303, headers: { ...SETUP_HEADERS, location }, cookies: [...cookies], body: "" };
}
