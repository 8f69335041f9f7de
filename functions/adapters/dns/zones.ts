import type { AskAbove } from "./delegations.ts";
import type { Limits } from "./limits.ts";
import { type NoZone, startOf, type Zone, type Zones } from "./zone.ts";
import { type Lookups, ZoneSearch } from "./zone-search.ts";

/**
 * Makes the zones of one session. With `askAbove`, a zone's servers include those that only the parent zone
 * lists.
 */
export function createZones(lookups: Lookups, limits: Limits, askAbove?: AskAbove): Zones {
  const search = new ZoneSearch(lookups, limits, askAbove);
  const starts = new Map<string, Promise<Zone | NoZone>>();
  const cuts = new Map<string, Promise<Zone>>();
  return {
    startFor(name) {
      const domain = startOf(name);
      if (domain === undefined) return { kind: "no-zone" };
      const zone = starts.get(domain) ?? search.of(domain);
      starts.set(domain, zone);
      return zone;
    },
    below(referral) {
      const key = [referral.zone, ...referral.names].join(" ");
      const zone =
        cuts.get(key) ??
        lookups.servers
          .locate(referral.names, referral.glue, limits.gluelessNames)
          .then((located): Zone => ({ kind: "zone", name: referral.zone, servers: located, isKnown: true }));
      cuts.set(key, zone);
      return zone;
    },
  };
}
