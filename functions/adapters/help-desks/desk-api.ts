import { TransientServiceError } from "#core/errors";
import {
  HelpDeskAccessError,
  HelpDeskBusyError,
  HelpDeskRefusedError,
} from "#core/tickets/help-desks/help-desk-errors";
import { waitOf } from "./wait.ts";

/** One call may take this long; a run has to fit several. */
const TIME_OUT_MS = 6000;

/** Answers of the 4xx class after which the same call may succeed: time-out, conflict, too early. */
const PASSING: readonly number[] = [408, 409, 425];

/** How one desk's API is reached. */
interface Access {
  /** Without a final slash. */
  readonly baseUrl: string;
  readonly user: string;
  readonly password: string;
  readonly timeOutMs?: number;
}

/** Calls the API of a help desk. */
export interface DeskApi {
  /** The JSON that it answers; `undefined` for an empty answer. Everything but success is one of our named errors. */
  call(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
}

/** The API at an address, with basic authentication (RFC 7617), as all three vendors have it. */
export function deskApi({ baseUrl, user, password, timeOutMs = TIME_OUT_MS }: Access): DeskApi {
  const authorization = `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;
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
        // Credentials go to the address that was configured, and nowhere else
        redirect: "manual",
        signal: AbortSignal.timeout(timeOutMs),
      });
      refuseFailure(where, response);
      return json(where, response, text);
    },
  };
}

/** A ticket's id as a part of a path: it can lead nowhere else. */
export function pathPart(ticket: string): string {
  if (/^[\w-]{1,100}$/.test(ticket)) return ticket;
  throw new HelpDeskRefusedError("No desk gives a ticket such an id");
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

/** No message holds a body: it may hold what a customer wrote. */
function refuseFailure(where: string, { ok, status, headers }: Response): void {
  if (ok) return;
  if (status === 429 || (status === 503 && headers.has("retry-after"))) {
    throw new HelpDeskBusyError(waitOf(headers));
  }
  const message = `${where} was answered with ${status}`;
  if (status >= 500 || PASSING.includes(status)) throw new TransientServiceError(message);
  if (status === 401 || status === 403) throw new HelpDeskAccessError(message);
  throw new HelpDeskRefusedError(message, status);
}

/** What is not JSON is not the desk's answer but that of something before it, so nobody knows what became of the call. */
function json(where: string, { headers }: Response, text: string): unknown {
  if (text === "") return undefined;
  const isJson = /^application\/([\w.-]+\+)?json\b/i.test(headers.get("content-type") ?? "");
  try {
    if (isJson) return JSON.parse(text);
  } catch {
    // As below
  }
  throw new TransientServiceError(`${where} was answered with what is not JSON`);
}
