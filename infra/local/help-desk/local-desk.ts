import type { DeskRequest, DeskResponse } from "./desk-message.ts";
import type { Ticket, Tickets } from "./ticket.ts";

/** A vendor's help desk as the local cloud plays it: its API, and the webhooks that it sends. */
export interface LocalDesk {
  /** What opens its API, as the secret HelpDeskCredentials holds it. */
  readonly credentials: Readonly<Record<string, string>>;
  /** User and password by which its API knows them (RFC 7617). */
  readonly login: string;
  /** The id of its n-th ticket. */
  ticketId(number: number): string;
  /** Makes its API; `undefined` for a request that it does not know. */
  api(tickets: Tickets): (request: DeskRequest) => DeskResponse | undefined;
  /** The body of the webhook that tells of what happened. */
  webhookBody(happened: Happened, now: number): object;
  /** The headers that authenticate a webhook. */
  sign(body: string, secret: string, at: Date): Readonly<Record<string, string>>;
  /** A stored payload as the vendor would send it at another time, where the time is part of the body. */
  dated?(payload: unknown, at: Date): unknown;
}

/** Something that happened to a ticket: it is new, it has a new comment, or its tags changed. */
export interface Happened {
  readonly ticket: Ticket;
  readonly what: "created" | "commented" | "tagged";
  readonly by: "customer" | "agent";
  readonly text: string;
}
