import type { DnsAnswer, ServerAnswer } from "#core/dns/observation";
import { type AskAbove, findZoneAbove, type ListedAbove } from "./delegations.ts";
import type { Limits } from "./limits.ts";
import type { NameServers } from "./name-servers.ts";
import { mayBeSignatures, type RecursiveResolvers, type ResolverAnswer } from "./recursive-resolvers.ts";
import type { NoZone, Zone } from "./zone.ts";

const NO_GLUE: ReadonlyMap<string, readonly string[]> = new Map();

/** The parts with which a session finds zones. */
export interface Lookups {
  /**
   * The resolvers without a cache: they are asked for the name servers of a domain, which the customer may
   * change.
   */
  readonly resolvers: RecursiveResolvers;
  /** The same resolvers, with their cached answers about the zones above. */
  readonly known: RecursiveResolvers;
  readonly servers: NameServers;
}

/** Finds the zone from which the search for a domain's records starts. */
export class ZoneSearch {
  readonly #resolvers: RecursiveResolvers;
  readonly #known: RecursiveResolvers;
  readonly #servers: NameServers;
  readonly #limits: Limits;
  readonly #askAbove: AskAbove | undefined;

  constructor({ resolvers, known, servers }: Lookups, limits: Limits, askAbove?: AskAbove) {
    this.#resolvers = resolvers;
    this.#known = known;
    this.#servers = servers;
    this.#limits = limits;
    this.#askAbove = askAbove;
  }

  /** Asks resolvers for the name servers of a domain, or of the zone that contains it. */
  async of(domain: string): Promise<Zone | NoZone> {
    // This starts at once, so that usually no extra round is needed.
    const asked = this.#listedAbove(domain);
    let name = domain;
    let answered = await this.#nameServersOf(name);
    const { answer, enclosingZone } = answered;
    // Some public suffixes are no zones, so the domain may be in the zone above.
    if (
      answer.kind === "absent" &&
      !answer.nxdomain &&
      enclosingZone !== undefined &&
      enclosingZone !== name
    ) {
      name = enclosingZone;
      answered = await this.#nameServersOf(name);
    }
    const { dnssec } = answered;
    if (answered.answer.kind === "records") {
      const found = await this.#servedZone(name, answered.answer.values, name === domain ? asked : undefined);
      if (dnssec !== undefined) return { ...found, dnssec };
      const keptSeconds = shortest([
        answered.answer.ttl,
        ...found.servers.map((server) => server.keptSeconds),
      ]);
      return keptSeconds === undefined ? found : { ...found, keptSeconds };
    }
    const parent = mayBeUnserved(answered.answer) ? await this.#parentZone(domain, answered) : undefined;
    return parent ?? this.#withoutZone(domain, answered);
  }

  /** Asks a resolver for the name servers; if its signature check fails, asks again without the check. */
  async #nameServersOf(name: string): Promise<ResolverAnswer & { readonly dnssec?: "broken" }> {
    const answered = await this.#resolvers.find(name, "NS");
    // One resolver may filter names or be wrong, so a domain counts as absent only if another resolver denies
    // it, too.
    if (isDenied(answered.answer)) return (await this.#resolvers.findElsewhere(name, "NS")) ?? answered;
    if (!mayBeSignatures([answered])) return answered;
    const unchecked = await this.#resolvers.findUnchecked(name, "NS");
    return unchecked.answer.kind === "records" ? { ...unchecked, dnssec: "broken" } : answered;
  }

  /**
   * Receivers begin at the servers in the parent zone's list, whatever the zone's own list says (RFC 1034
   * §5.3.3).
   */
  async #servedZone(
    name: string,
    own: readonly string[],
    asked: Promise<ListedAbove | undefined> | undefined,
  ): Promise<Zone> {
    const [located, above] = await Promise.all([
      this.#servers.locate(own, NO_GLUE, this.#limits.serversPerZone),
      asked,
    ]);
    const zone = { kind: "zone", name, isKnown: true } as const;
    if (above === undefined) return { ...zone, servers: located };
    const others = above.names.filter((server) => !own.includes(server));
    const more = await this.#servers.locate(others, above.glue, this.#limits.serversPerZone);
    const all = [...located, ...more].slice(0, this.#limits.serversPerZone);
    return { ...zone, servers: all, delegation: { above: above.reply, own } };
  }

  async #listedAbove(domain: string): Promise<ListedAbove | undefined> {
    if (this.#askAbove === undefined) return undefined;
    const above = await findZoneAbove(domain, this.#known);
    return above && this.#askAbove(domain, above);
  }

  /** If all servers of a zone fail, a resolver does not name them, but the parent zone's servers do. */
  async #parentZone(domain: string, resolver: ServerAnswer): Promise<Zone | undefined> {
    const above = await findZoneAbove(domain, this.#known);
    if (this.#resolvers.testServer() !== undefined || above === undefined) return undefined;
    const servers = await Promise.all(above.servers.map((name) => this.#servers.find(name)));
    return { kind: "zone", name: above.name, servers, isKnown: true, insteadOf: { domain, resolver } };
  }

  #withoutZone(domain: string, { server, address, answer }: ResolverAnswer): Zone | NoZone {
    const isGone = isDenied(answer);
    const testServer = this.#resolvers.testServer();
    // A test server may hold a zone below the registrable domain, or a zone without NS records.
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
