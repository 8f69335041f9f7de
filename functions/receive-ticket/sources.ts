import type { Source } from "#core/onboarding/ticket-source";
import { freshdesk } from "./sources/freshdesk.ts";
import { generic } from "./sources/generic.ts";
import { jira } from "./sources/jira.ts";
import { zendesk } from "./sources/zendesk.ts";
import type { TicketSource } from "./ticket-source.ts";

/** The sources of tickets, each with a route of its own: `POST /tickets/<name>`. */
export const TICKET_SOURCES: Readonly<Record<Source, TicketSource>> = { generic, zendesk, freshdesk, jira };

/** The source of a route; the template has no route without one. */
export function sourceOf(routeKey: string): TicketSource {
  const name = routeKey.replace("POST /tickets/", "");
  const source = Object.values(TICKET_SOURCES).find((one) => one.name === name);
  if (source === undefined) throw new Error(`There is no source of tickets for ${routeKey}`);
  return source;
}
