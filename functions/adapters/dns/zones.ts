import { getDomain } from "tldts";
import type { DnsAnswer, ServerAnswer } from "#core/dns/sighting";
import { isAtOrBelow } from "#core/domain-name";
import type { Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer, NameServers } from "./name-servers.ts";
import type { RecursiveResolvers } from "./recursive-resolvers.ts";

/** A zone and who serves it. */
export interface Zone {
  readonly kind: "zone";
  readonly name: string;
  readonly servers: readonly NameServer[];
}

/** No zone to begin with; what the resolver said, unless the name lies below no registrable domain. */
interface NoZone {
  readonly kind: "no-zone";
  readonly told?: ServerAnswer;
}

/** The zones met in one look, each found once. */
export interface Zones {
  /** The zone at or above the name's registrable domain: the one place where a resolver may be asked before its time. */
  startFor(name: string): Promise<Zone | NoZone>;
  /** The deeper zone a referral points to. */
  below(referral: Referral): Promise<Zone>;
}

const NO_GLUE: ReadonlyMap<string, readonly string[]> = new Map();

/** Makes the zones of one look. */
export function createZones(resolvers: RecursiveResolvers, servers: NameServers, limits: Limits): Zones {
  const starts = new Map<string, Promise<Zone | NoZone>>();
  const cuts = new Map<string, Promise<Zone>>();

  async function start(domain: string): Promise<Zone | NoZone> {
    let name = domain;
    let told = await resolvers.find(name, "NS");
    const { answer, enclosingZone } = told;
    // Some public suffixes are no zones of their own: the domain may lie in the zone above.
    if (
      answer.kind === "absent" &&
      !answer.nxdomain &&
      enclosingZone !== undefined &&
      enclosingZone !== name
    ) {
      name = enclosingZone;
      told = await resolvers.find(name, "NS");
    }
    if (told.answer.kind === "records") {
      const located = await servers.locate(told.answer.values, NO_GLUE, limits.serversPerZone);
      return { kind: "zone", name, servers: located };
    }
    const { server, address } = told;
    const isTelling = told.answer.kind === "unknown" || told.answer.nxdomain;
    const said: DnsAnswer = isTelling ? told.answer : { kind: "unknown", reason: "no-name-server" };
    return { kind: "no-zone", told: { server, address, answer: said } };
  }

  return {
    startFor(name) {
      // ICANN suffixes alone: below a private one the names may all lie in one zone, so the walk begins above it.
      const domain = getDomain(name, { validateHostname: false });
      if (domain === null || !isAtOrBelow(name, domain)) return Promise.resolve({ kind: "no-zone" });
      const zone = starts.get(domain) ?? start(domain);
      starts.set(domain, zone);
      return zone;
    },
    below(referral) {
      const key = [referral.zone, ...referral.names].join(" ");
      const zone =
        cuts.get(key) ??
        servers
          .locate(referral.names, referral.glue, limits.gluelessNames)
          .then((located): Zone => ({ kind: "zone", name: referral.zone, servers: located }));
      cuts.set(key, zone);
      return zone;
    },
  };
}
