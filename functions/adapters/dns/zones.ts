import { getDomain } from "tldts";
import type { Delegation, DnsAnswer, ServerAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";
import { type AskAbove, findZoneAbove, type ListedAbove } from "./delegations.ts";
import type { Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer, NameServers } from "./name-servers.ts";
import { mayBeSignatures, type RecursiveResolvers, type ResolverAnswer } from "./recursive-resolvers.ts";

/** A zone and its name servers. */
export interface Zone {
  readonly kind: "zone";
  readonly name: string;
  readonly servers: readonly NameServer[];
  /** False if a test server is asked for a zone that it did not confirm. */
  readonly isKnown: boolean;
  /** The resolvers gave its name servers only without checking signatures. */
  readonly dnssec?: "broken";
  /** What the zone above lists, where it was asked, and what the zone itself lists; `servers` are those of both. */
  readonly delegation?: Delegation;
  /** For so many seconds its name servers and their addresses may be kept; absent if they must be found again. */
  readonly keptSeconds?: number;
  /** Set on a parent zone if no resolver named the servers of the domain: the domain, and the resolver's answer. */
  readonly insteadOf?: { readonly domain: string; readonly resolver: ServerAnswer };
}

/** No zone was found; `resolver` is its answer, absent if the name has no registrable domain. */
export interface NoZone {
  readonly kind: "no-zone";
  readonly resolver?: ServerAnswer;
}

/** The zones of one session, each found once. */
export interface Zones {
  /** Finds the zone at or above the name's registrable domain; only this question may go to a resolver first. */
  startFor(name: string): Promise<Zone | NoZone> | Zone | NoZone;
  /** Returns the zone of a referral. */
  below(referral: Referral): Promise<Zone>;
}

/** Returns the registrable domain of a name, where the walk to its zone starts. */
export function startOf(name: string): string | undefined {
  // ICANN suffixes only: names below a private suffix may all lie in its owner's zone.
  const domain = getDomain(name, { validateHostname: false });
  return domain !== null && isAtOrBelow(name, domain) ? domain : undefined;
}

const NO_GLUE: ReadonlyMap<string, readonly string[]> = new Map();

/** Makes the zones of one session; with `askAbove`, servers that only the zone above lists belong to them as well. */
export function createZones(
  resolvers: RecursiveResolvers,
  servers: NameServers,
  limits: Limits,
  askAbove?: AskAbove,
): Zones {
  const starts = new Map<string, Promise<Zone | NoZone>>();
  const cuts = new Map<string, Promise<Zone>>();

  /** Asks a resolver for the name servers; if its signature check fails, again without the check. */
  async function nameServersOf(name: string): Promise<ResolverAnswer & { readonly dnssec?: "broken" }> {
    const answered = await resolvers.find(name, "NS");
    // One resolver may filter names or be wrong: a domain is absent only if another resolver denies it as well.
    if (isDenied(answered.answer)) return (await resolvers.findElsewhere(name, "NS")) ?? answered;
    if (!mayBeSignatures([answered])) return answered;
    const unchecked = await resolvers.findUnchecked(name, "NS");
    return unchecked.answer.kind === "records" ? { ...unchecked, dnssec: "broken" } : answered;
  }

  async function start(domain: string): Promise<Zone | NoZone> {
    // Begun at once, so that it costs no round of its own but the last.
    const asked = listedAbove(domain);
    let name = domain;
    let answered = await nameServersOf(name);
    const { answer, enclosingZone } = answered;
    // Some public suffixes are no zones of their own: the domain may lie in the zone above.
    if (
      answer.kind === "absent" &&
      !answer.nxdomain &&
      enclosingZone !== undefined &&
      enclosingZone !== name
    ) {
      name = enclosingZone;
      answered = await nameServersOf(name);
    }
    const { dnssec } = answered;
    if (answered.answer.kind === "records") {
      const found = await servedZone(name, answered.answer.values, name === domain ? asked : undefined);
      if (dnssec !== undefined) return { ...found, dnssec };
      const keptSeconds = shortest([
        answered.answer.ttl,
        ...found.servers.map((server) => server.keptSeconds),
      ]);
      return keptSeconds === undefined ? found : { ...found, keptSeconds };
    }
    const parent = mayBeUnserved(answered.answer) ? await parentZone(domain, answered) : undefined;
    return parent ?? withoutZone(domain, answered);
  }

  /** Receivers begin with the servers that the zone above lists, whatever the zone itself lists (RFC 1034 §5.3.3). */
  async function servedZone(
    name: string,
    own: readonly string[],
    asked: Promise<ListedAbove | undefined> | undefined,
  ): Promise<Zone> {
    const [located, above] = await Promise.all([servers.locate(own, NO_GLUE, limits.serversPerZone), asked]);
    const zone = { kind: "zone", name, isKnown: true } as const;
    if (above === undefined) return { ...zone, servers: located };
    const others = above.names.filter((server) => !own.includes(server));
    const more = await servers.locate(others, above.glue, limits.serversPerZone);
    const all = [...located, ...more].slice(0, limits.serversPerZone);
    return { ...zone, servers: all, delegation: { above: above.told, own } };
  }

  async function listedAbove(domain: string): Promise<ListedAbove | undefined> {
    if (askAbove === undefined) return undefined;
    const above = await findZoneAbove(domain, resolvers, servers);
    return above && askAbove(domain, above);
  }

  /** A resolver that fails at all servers of a zone does not name them; the parent's servers refer to them. */
  async function parentZone(domain: string, resolver: ServerAnswer): Promise<Zone | undefined> {
    const above = await findZoneAbove(domain, resolvers, servers);
    if (resolvers.testServer() !== undefined || above === undefined) return undefined;
    return { kind: "zone", ...above, isKnown: true, insteadOf: { domain, resolver } };
  }

  function withoutZone(domain: string, { server, address, answer }: ResolverAnswer): Zone | NoZone {
    const isGone = isDenied(answer);
    const testServer = resolvers.testServer();
    // A test server may hold a zone below the registrable domain, or one without NS records.
    if (testServer !== undefined && !isGone) {
      const itself = {
        name: testServer.address,
        addresses: [testServer.address],
        reason: "no-name-server",
      } as const;
      return { kind: "zone", name: domain, servers: [itself], isKnown: false };
    }
    const known: DnsAnswer =
      answer.kind === "unknown" || isGone ? answer : { kind: "unknown", reason: "no-name-server" };
    return { kind: "no-zone", resolver: { server, address, answer: known } };
  }

  return {
    startFor(name) {
      const domain = startOf(name);
      if (domain === undefined) return { kind: "no-zone" };
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

/** Returns the shortest time; `undefined` if one of them is unknown. */
function shortest(times: readonly (number | undefined)[]): number | undefined {
  const least = Math.min(...times.map((time) => time ?? Number.NaN));
  return Number.isNaN(least) ? undefined : least;
}

function mayBeUnserved(answer: DnsAnswer): boolean {
  return answer.kind === "unknown" && answer.reason !== "over-budget" && answer.reason !== "no-name-server";
}

function isDenied(answer: DnsAnswer): boolean {
  return answer.kind === "absent" && answer.nxdomain;
}
