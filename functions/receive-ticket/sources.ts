import { connectorOf } from "#core/help-desks/registry";
import { GENERIC } from "#core/onboarding/ticket-source";
import { generic } from "./sources/generic.ts";
import { helpDeskSource } from "./sources/help-desk.ts";
import type { TicketSource } from "./ticket-source.ts";

/** Finds the source of tickets by the name in its route, `POST /tickets/<name>`. */
export function sourceNamed(name: string): TicketSource | undefined {
  if (name === GENERIC) return generic;
  const connector = connectorOf(name);
  return connector && helpDeskSource(name, connector);
}
