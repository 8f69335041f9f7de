import type * as z from "zod";
import type { TicketAnswer } from "#core/notices/channels";
import type { TicketEvent } from "#core/tickets/comments/ticket-event";
import type { DeskPointers } from "#core/tickets/reading/read-ticket";

/** One help desk: how its webhooks are authenticated and read, and how its tickets are answered. */
export interface HelpDeskConnector {
  /** True if one of the secrets authenticates the webhook and the webhook is fresh. */
  isAuthentic(webhook: Webhook, secrets: readonly string[], signatures: Signatures): boolean;
  /** Where a webhook's payload holds the ticket's id, text and requester, unless the settings say otherwise. */
  readonly pointers: DeskPointers;
  /**
   * Reads an event in the desk's own format. Returns "ignored" for an event that changes nothing here, and `undefined`
   * for a payload that is not an event: that one may be a request, or a body that the deployer composed.
   */
  readEvent(payload: unknown, ownUser: string | undefined): TicketEvent | "ignored" | undefined;
  /** The path of a ticket's page for agents, below the address of the desk. */
  ticketPage(ticket: string): string;
  /** Turns what the secret HelpDeskCredentials holds for this desk into the header `Authorization` of its API. */
  readonly authorization: z.ZodType<string>;
  /** Puts an answer into a ticket. On a retry it first checks whether the answer is there already. */
  answer(answer: TicketAnswer, api: DeskApi): Promise<void>;
}

/** A webhook as it was received. */
export interface Webhook {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Byte for byte: a signature covers it. */
  readonly rawBody: Buffer;
  /** Epoch milliseconds at which it arrived. */
  readonly now: number;
}

/** Computes and compares signatures. */
export interface Signatures {
  /** HMAC-SHA-256 (RFC 2104) over the parts, one after the other. */
  hmacSha256(secret: string, ...parts: readonly (string | Buffer)[]): Buffer;
  /** True if `sent` is one of the expected signatures; the time it takes tells nothing. */
  isOneOf(sent: string, expected: readonly string[]): boolean;
}

/** Calls the API of a help desk. */
export interface DeskApi {
  /**
   * Returns the JSON of the response; `undefined` for an empty one. Any other outcome than success is thrown as
   * HelpDeskBusyError, HelpDeskAccessError, HelpDeskRefusedError or TransientServiceError.
   */
  call(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ): Promise<unknown>;
}
