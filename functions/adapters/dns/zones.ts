import { getDomain } from "tldts";
import type { DnsAnswer, ServerAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";
import type { Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer, NameServers } from "./name-servers.ts";
import { mayBeSignatures, type RecursiveResolvers, type ResolverAnswer } from "./recursive-resolvers.ts";

/** A zone and who serves it. */
export interface Zone {
  readonly kind: "zone";
  readonly name: string;
  readonly servers: readonly NameServer[];
  /** False for what a stand-in is asked for without having told of such a zone. */
  readonly isKnown: boolean;
  /** On a zone to begin with: the resolvers told its name servers only with signatures left unchecked. */
  readonly dnssec?: "broken";
}

/** No zone to begin with; what the resolver said, unless the name lies below no registrable domain. */
interface NoZone {
  readonly kind: "no-zone";
  readonly told?: ServerAnswer;
}

/** The zones met in one session, each found once. */
export interface Zones {
  /** The zone at or above the name's registrable domain: the one place where a resolver may be asked before its time. */
  startFor(name: string): Promise<Zone | NoZone>;
  /** The deeper zone a referral points to. */
  below(referral: Referral): Promise<Zone>;
}

const NO_GLUE: ReadonlyMap<string, readonly string[]> = new Map();

/** Makes the zones of one session. */
export function createZones(resolvers: RecursiveResolvers, servers: NameServers, limits: Limits): Zones {
  const starts = new Map<string, Promise<Zone | NoZone>>();
  const cuts = new Map<string, Promise<Zone>>();

  /** The name servers as a resolver tells them, for want of that whatever their signatures are. */
  async function nameServersOf(name: string): Promise<ResolverAnswer & { readonly dnssec?: "broken" }> {
    const told = await resolvers.find(name, "NS");
    // One resolver may filter, or be mistaken: what it denies is gone only if another one denies it, too.
    if (isDenied(told.answer)) return (await resolvers.findElsewhere(name, "NS")) ?? told;
    if (!mayBeSignatures([told])) return told;
    const unchecked = await resolvers.findUnchecked(name, "NS");
    return unchecked.answer.kind === "records" ? { ...unchecked, dnssec: "broken" } : told;
  }

  async function start(domain: string): Promise<Zone | NoZone> {
    let name = domain;
    let told = await nameServersOf(name);
    const { answer, enclosingZone } = told;
    // Some public suffixes are no zones of their own: the domain may lie in the zone above.
    if (
      answer.kind === "absent" &&
      !answer.nxdomain &&
      enclosingZone !== undefined &&
      enclosingZone !== name
    ) {
      name = enclosingZone;
      told = await nameServersOf(name);
    }
    const { dnssec } = told;
    if (told.answer.kind === "records") {
      const located = await servers.locate(told.answer.values, NO_GLUE, limits.serversPerZone);
      return { kind: "zone", name, servers: located, isKnown: true, ...(dnssec && { dnssec }) };
    }
    return withoutZone(domain, told);
  }

  function withoutZone(domain: string, { server, address, answer }: ResolverAnswer): Zone | NoZone {
    const isGone = isDenied(answer);
    const standIn = resolvers.standIn();
    // It may hold a zone below the registrable domain, or one that names no servers.
    if (standIn !== undefined && !isGone) {
      const itself = {
        name: standIn.address,
        addresses: [standIn.address],
        reason: "no-name-server",
      } as const;
      return { kind: "zone", name: domain, servers: [itself], isKnown: false };
    }
    const said: DnsAnswer =
      answer.kind === "unknown" || isGone ? answer : { kind: "unknown", reason: "no-name-server" };
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
          .then((located): Zone => ({ kind: "zone", name: referral.zone, servers: located, isKnown: true }));
      cuts.set(key, zone);
      return zone;
    },
  };
}

function isDenied(answer: DnsAnswer): boolean {
  return answer.kind === "absent" && answer.nxdomain;
}
