import type { Source } from "#core/onboarding/ticket-source";
import type { Fault } from "#core/tickets/fault";
import type { ReadingSettings } from "#core/tickets/help-desks/help-desk-settings";
import type { HttpRequest } from "#platform/http/http-handler";
import type { TicketMessage } from "./ticket-message.ts";

/** What intake must know of a source: who vouches for a delivery, and what it says. */
export interface TicketSource {
  readonly name: Source;
  /** Whether whoever sends reads the answer; nobody reads what a help desk is answered, so its ticket is. */
  readonly answersIn: "response" | "ticket";
  /** The id of a delivery that one of `secrets` vouches for and that is fresh; `undefined` for any other. */
  authenticate(request: HttpRequest, secrets: readonly string[]): string | undefined;
  /** Reads an authentic payload; the faults are of one that is no message at all. */
  read(payload: unknown, settings: ReadingSettings): TicketMessage | { readonly faults: readonly Fault[] };
}
