import { TransientServiceError } from "#core/errors";
import type { DeskApi } from "#core/help-desks/connector";
import { HelpDeskAccessError, HelpDeskBusyError, HelpDeskRefusedError } from "#core/help-desks/errors";
import { waitOf } from "./wait.ts";

/** The time limit of one call, short enough for several calls in one run of the function. */
const TIME_OUT_MS = 6000;

/** Client errors after which the same call may succeed: time-out, conflict, too early. */
const TRANSIENT: readonly number[] = [408, 409, 425];

/** The address and credentials of one help desk's API. */
interface Access {
  /** The address without a trailing slash. */
  readonly baseUrl: string;
  /** The value of the Authorization header. */
  readonly authorization: string;
  readonly timeOutMs?: number;
}

/** Makes the API of a help desk. */
export function deskApi({ baseUrl, authorization, timeOutMs = TIME_OUT_MS }: Access): DeskApi {
  return {
    async call(method, path, body, headers) {
      const where = `${method} ${path.replace(/\?.*/, "")}`;
      const { response, text } = await reach(where, `${baseUrl}${path}`, {
        method,
        headers: {
          accept: "application/json",
          authorization,
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        // Redirects are not followed, so that credentials go only to the configured address.
        redirect: "manual",
        signal: AbortSignal.timeout(timeOutMs),
      });
      refuseFailure(where, response);
      return json(where, response, text);
    },
  };
}

async function reach(
  where: string,
  url: string,
  init: RequestInit,
): Promise<{ response: Response; text: string }> {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    throw new TransientServiceError(`${where} got no answer: ${error instanceof Error ? error.name : ""}`, {
      cause: error,
    });
  }
}

/** Error messages contain no response body, because it may hold a customer's text. */
function refuseFailure(where: string, { ok, status, headers }: Response): void {
  if (ok) return;
  if (status === 429 || (status === 503 && headers.has("retry-after"))) {
    throw new HelpDeskBusyError(waitOf(headers));
  }
  const message = `${where}: status ${status}`;
  if (status >= 500 || TRANSIENT.includes(status)) throw new TransientServiceError(message);
  if (status === 401 || status === 403) throw new HelpDeskAccessError(message);
  throw new HelpDeskRefusedError(message, status);
}

/**
 * A response that is not JSON comes from a proxy in front of the desk, so the result of the call is unknown.
 */
function json(where: string, { headers }: Response, text: string): unknown {
  if (text === "") return undefined;
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers.get("content-type") ?? "");
  try {
    if (isJson) return JSON.parse(text);
  } catch {
    // The error is thrown below.
  }
  throw new TransientServiceError(`${where} was answered with what is not JSON`);
}
