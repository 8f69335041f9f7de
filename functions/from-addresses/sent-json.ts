import type { HttpRequest } from "#platform/http/http-handler";
import { parseJson } from "#platform/http/json-body";

/** Returns the body of a request as JSON; `undefined` if it is not valid JSON. */
export function sentJson({ body }: HttpRequest): unknown {
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
