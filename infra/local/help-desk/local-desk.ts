import type { DeskRequest, DeskResponse } from "./desk-message.ts";
import type { Ticket, Tickets } from "./ticket.ts";

/** A simulation of a vendor's help desk: its API and its webhooks. */
export interface LocalDesk {
  /** The credentials for its API, in the form of the secret HelpDeskCredentials. */
  readonly credentials: Readonly<Record<string, string>>;
  /** The user and password that its API expects (RFC 7617). */
  readonly login: string;
  /** Returns the id of its n-th ticket. */
  ticketId(number: number): string;
  /** Makes its API, which returns `undefined` for an unknown request. */
  api(tickets: Tickets): (request: DeskRequest) => DeskResponse | undefined;
  /** Makes the body of the webhook for an event. */
  webhookBody(event: TicketEvent, now: number): object;
  /** Makes the headers that authenticate a webhook. */
  sign(body: string, secret: string, at: Date): Readonly<Record<string, string>>;
  /** Sets the time in a stored payload, if the vendor's payloads contain the time. */
  dated?(payload: unknown, at: Date): unknown;
}

/** An event of a ticket: it was created, it has a new comment, or its tags changed. */
export interface TicketEvent {
  readonly ticket: Ticket;
  readonly what: "created" | "commented" | "tagged";
  readonly by: "customer" | "agent";
  readonly text: string;
}
