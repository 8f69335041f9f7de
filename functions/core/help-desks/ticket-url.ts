import { isPathPart } from "./path-part.ts";
import { connectorOf } from "./registry.ts";

/**
 * Returns the address of a ticket's page for agents; `undefined` if no desk is connected, or if the id can be
 * no ticket of it.
 */
export function ticketUrl(
  source: string,
  ticket: string,
  desks: Readonly<Record<string, { readonly baseUrl: string }>>,
): string | undefined {
  const [connector, desk] = [connectorOf(source), desks[source]];
  if (connector === undefined || desk === undefined || !isPathPart(ticket)) return undefined;
  return `${desk.baseUrl}${connector.ticketPage(ticket)}`;
}
