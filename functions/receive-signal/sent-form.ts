import type { HttpRequest } from "#platform/http/http-handler";
import { parseJson } from "#platform/http/json-body";

/** The fields of a form, or of a JSON object; `undefined` if the body says it is JSON and is not. */
export function readForm({ headers, body }: HttpRequest): unknown {
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    return Object.fromEntries(new URLSearchParams(body));
  }
  try {
    return parseJson(body);
  } catch {
    return undefined;
  }
}
