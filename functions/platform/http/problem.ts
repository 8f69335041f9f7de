import type { WrittenFault } from "#core/tickets/fault";
import type { HttpResponse } from "./response.ts";

/** A problem detail (RFC 9457): what went wrong, in words for the sender of the request. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly detail?: string;
  /** Everything that is wrong with the fields. */
  readonly faults?: readonly WrittenFault[];
  /** What the request has to say, too, so that it is done. */
  readonly confirm?: Readonly<Record<string, true>>;
  /** The parts of the request that are refused, each with its reasons. */
  readonly refused?: readonly unknown[];
}

/** The answer that carries a problem detail. */
export function problem(details: Problem): HttpResponse {
  return {
    statusCode: details.status,
    headers: { "content-type": "application/problem+json", "cache-control": "no-store" },
    body: JSON.stringify({ type: "about:blank", ...details }),
  };
}
