import type { HttpRequest } from "#platform/http/http-handler";

/** The body of a request as JSON; `undefined` if it is none. */
export function sentJson({ body }: HttpRequest): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
