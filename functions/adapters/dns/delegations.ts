import type { ServerAnswer } from "#core/dns/observation";
import type { Referral } from "./interpretation.ts";
import type { RecursiveResolvers } from "./recursive-resolvers.ts";

/** The zone above a domain, with the names of some of its servers. */
export interface ZoneAbove {
  readonly name: string;
  readonly servers: readonly string[];
}

/** The name servers of a domain that the zone above lists. */
export interface ListedAbove extends Pick<Referral, "names" | "glue"> {
  /** The answer with the list, and the server that gave it. */
  readonly reply: ServerAnswer;
}

/** Asks a server of a zone for the name servers that it lists for a domain. */
export type AskAbove = (domain: string, above: ZoneAbove) => Promise<ListedAbove | undefined>;

/**
 * All servers of the parent zone hold the same delegation, so a second one is asked only if the first fails.
 */
const SERVERS_ABOVE = 2;

/** Finds the zone above a domain: the zone of the next label, or one above it if that label is no zone. */
export async function findZoneAbove(
  domain: string,
  resolvers: RecursiveResolvers,
): Promise<ZoneAbove | undefined> {
  let name = domain.slice(domain.indexOf(".") + 1);
  let found = await resolvers.find(name, "NS");
  const { answer, enclosingZone } = found;
  if (answer.kind === "absent" && enclosingZone !== undefined && enclosingZone !== name) {
    name = enclosingZone;
    found = await resolvers.find(name, "NS");
  }
  if (found.answer.kind !== "records") return undefined;
  return { name, servers: found.answer.values.slice(0, SERVERS_ABOVE) };
}
