import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import type { ReadingSettings } from "#core/tickets/reading/reading-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import type { TicketMessage } from "./ticket-message.ts";

/** A source of tickets: how its deliveries are authenticated and read. */
export interface TicketSource {
  readonly name: Source;
  /** The place of the answer: no person reads the response to a help desk's webhook, so its ticket is answered. */
  readonly answersIn: "response" | "ticket";
  /** Returns the id of a delivery that one of `secrets` authenticates and that is fresh; `undefined` for any other. */
  authenticate(request: HttpRequest, secrets: readonly string[]): string | undefined;
  /** Reads the payload of an authentic delivery; faults if it is not a message at all. */
  read(payload: unknown, settings: ReadingSettings): TicketMessage | { readonly faults: readonly Fault[] };
}
