import type { HelpDeskConnector } from "./connector.ts";
import * as registered from "./registered.ts";

const CONNECTORS: ReadonlyMap<string, HelpDeskConnector> = new Map(Object.entries(registered));

/** The names of all help desks that Sendworthy can connect. */
export const HELP_DESKS: readonly string[] = [...CONNECTORS.keys()];

/** Finds the connector of a help desk by its name. */
export function connectorOf(name: string): HelpDeskConnector | undefined {
  return CONNECTORS.get(name);
}
