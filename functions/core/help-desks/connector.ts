import type * as z from "zod";
import type { TicketAnswer } from "#core/notices/channels";
import type { TicketEvent } from "#core/tickets/comments/ticket-event";
import type { DeskPointers } from "#core/tickets/reading/read-ticket";

/** A connector of one help desk: it authenticates and reads the desk's webhooks, and answers its tickets. */
export interface HelpDeskConnector {
  /** True if one of the secrets authenticates the webhook, and the webhook is recent. */
  isAuthentic(webhook: Webhook, secrets: readonly string[], signatures: Signatures): boolean;
  /** Where a webhook's payload holds the ticket's id, text and requester; settings can override it. */
  readonly pointers: DeskPointers;
  /**
   * Reads an event in the desk's own format. Returns "ignored" for an event without meaning here. Returns
   * `undefined` for a payload that is no event: it may be a request, or a body that the deployer composed.
   */
  readEvent(payload: unknown, ownUser: string | undefined): TicketEvent | "ignored" | undefined;
  /** Returns the path of a ticket's page for agents, relative to the desk's address. */
  ticketPage(ticket: string): string;
  /**
   * Converts the desk's part of the secret HelpDeskCredentials to the value of `Authorization` for its API.
   */
  readonly authorization: z.ZodType<string>;
  /** Writes an answer into a ticket. On a retry it first checks whether the answer is already there. */
  answer(answer: TicketAnswer, api: DeskApi): Promise<void>;
}

/** A received webhook. */
export interface Webhook {
  /** Header names are in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** The exact bytes, because a signature covers them. */
  readonly rawBody: Buffer;
  /** The time of arrival, in epoch milliseconds. */
  readonly now: number;
}

/** Computes and compares signatures. */
export interface Signatures {
  /** Returns the HMAC-SHA-256 (RFC 2104) of the concatenated parts. */
  hmacSha256(secret: string, ...parts: readonly (string | Buffer)[]): Buffer;
  /** True if `sent` is one of the expected signatures; the comparison takes constant time. */
  isOneOf(sent: string, expected: readonly string[]): boolean;
}

/** Calls the API of a help desk. */
export interface DeskApi {
  /**
   * Returns the JSON of the response; `undefined` for an empty one. Failures are thrown as HelpDeskBusyError,
   * HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError.
   */
  call(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
}
