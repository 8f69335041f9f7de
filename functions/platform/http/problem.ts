import type { WrittenFault } from "#core/tickets/fault";
import type { HttpResponse } from "./response.ts";

/** A problem detail (RFC 9457) for the sender of a request. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** All validation errors. */
  readonly faults?: readonly WrittenFault[];
  /** The fields with which the request must be repeated to confirm its effects. */
  readonly confirm?: Readonly<Record<string, true>>;
  /** The refused parts of the request, each with its reasons. */
  readonly refused?: readonly unknown[];
}

/** Makes the response with a problem detail. */
export function problem(details: Problem): HttpResponse {
  return {
    statusCode: details.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    body: JSON.stringify({ type: "about:blank", ...details }),
  };
}
