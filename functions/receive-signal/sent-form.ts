import type { HttpRequest } from "#platform/http/http-handler";
import { parseJson } from "#platform/http/json-body";

/** Returns the fields of a form or of a JSON object; `undefined` for invalid JSON. */
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
