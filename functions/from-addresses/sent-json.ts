import type { HttpRequest } from "#platform/http/http-handler";
import { parseJson } from "#platform/http/json-body";

/** The body of a request as JSON; `undefined` if it is none. */
export function sentJson({ body }: HttpRequest): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
