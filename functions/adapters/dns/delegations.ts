import type { ServerAnswer } from "#core/dns/observation";
import type { Referral } from "./interpretation.ts";
import type { RecursiveResolvers } from "./recursive-resolvers.ts";

/** The zone above a domain, and the names of some of its servers. */
export interface ZoneAbove {
  readonly name: string;
  readonly servers: readonly string[];
}

/** The name servers that the zone above lists for a domain. */
export interface ListedAbove extends Pick<Referral, "names" | "glue"> {
  /** The server that told them, with its answer. */
  readonly told: ServerAnswer;
}

/** Asks a server of a zone which name servers it lists for a domain. */
export type AskAbove = (domain: string, above: ZoneAbove) => Promise<ListedAbove | undefined>;

/** A parent's servers all hold the same delegation: a second one is needed only if the first fails. */
const SERVERS_ABOVE = 2;

/** Finds the zone above a domain: that of the next label, or the one above it where that is no zone of its own. */
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
