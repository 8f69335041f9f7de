import type { HttpRequest } from "#platform/http/http-handler";
import { readJson } from "#platform/http/json-body";

/** Returns the fields of a form or of a JSON object, or what is wrong with the JSON. */
export function readForm({ headers, body, rawBody }: HttpRequest): ReturnType<typeof readJson> {
  if (!/^application\/json\b/i.test(headers["content-type"] ?? "")) {
    return { value: Object.fromEntries(new URLSearchParams(body)) };
  }
  return readJson(rawBody);
}
