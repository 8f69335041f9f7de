import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import type { TicketMessage } from "./ticket-message.ts";

/** A source of tickets, which authenticates and reads deliveries. */
export interface TicketSource {
  readonly name: Source;
  /**
   * Where the answer goes. Nobody reads the response to a help desk's webhook, so the answer goes into the
   * ticket.
   */
  readonly answersIn: "response" | "ticket";
  /** Returns the id of a recent delivery that one of `secrets` authenticates; `undefined` for any other. */
  authenticate(request: HttpRequest, secrets: readonly string[]): string | undefined;
  /** Reads the payload of an authentic delivery; returns validation errors if it is no message. */
  read(payload: unknown, settings: ReadingSettings): TicketMessage | { readonly faults: readonly Fault[] };
}
