import { isPathPart } from "./path-part.ts";
import { connectorOf } from "./registry.ts";

/** The page of a ticket for agents; `undefined` where no desk is connected, or the id is not one of a desk. */
export function ticketUrl(
  source: string,
  ticket: string,
  desks: Readonly<Record<string, { readonly baseUrl: string }>>,
): string | undefined {
  const [connector, desk] = [connectorOf(source), desks[source]];
  if (connector === undefined || desk === undefined || !isPathPart(ticket)) return undefined;
  return `${desk.baseUrl}${connector.ticketPage(ticket)}`;
}
