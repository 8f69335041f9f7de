import type { DnsResolver } from "#core/dns/sighting";
import type { Starter, Waker } from "#core/ports";
import type { Table } from "#core/table";
import type { HttpResponse } from "#platform/http-handler";
import { logger } from "#platform/observability";
import { type Problem, problem } from "#platform/problem";

/** What intake needs of the world. */
export interface IntakeDeps {
  readonly region: string;
  readonly table: Table;
  readonly starter: Starter;
  readonly waker: Waker;
  /** Its sessions end soon: they decide how long an answer may take. */
  readonly resolver: DnsResolver;
  readSecrets(): Promise<string[]>;
  newId(nowMs: number): string;
}

/** One authentic delivery of a webhook. */
export interface Delivery {
  readonly id: string;
  /** SHA-256 of the body: an id that comes again with another body is not the same delivery. */
  readonly digest: string;
  readonly now: number;
}

/** The answer to a delivery whose id was used before, for something else. */
export function otherBodyRefusal(): HttpResponse {
  return refusal({ status: 409, title: "This delivery id came before with another body" });
}

/** Logs why a ticket was refused, never what it said. */
export function refusal(details: Problem): HttpResponse {
  logger.warn("A ticket was refused", { event: "TICKET_REFUSED", status: details.status });
  return problem(details);
}
