import type { DnsAnswer, Observation, RecordType, ServerAnswer, ZoneAuthority } from "#core/dns/observation";
import { type Exchange, isWorthAnother } from "./exchange.ts";
import { type Interpretation, interpretAuthoritative } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer } from "./name-servers.ts";
import { isQueryable } from "./queryable-name.ts";
import type { Zone, Zones } from "./zones.ts";

/** The answers of the name servers of one name's zone. */
export interface Walked {
  readonly kind: "walked";
  readonly zone: string;
  /** The zone that referred to this one. */
  readonly delegatedIn?: string;
  readonly nameServers: readonly string[];
  readonly answers: readonly ServerAnswer[];
  readonly aliases: readonly string[];
  readonly zoneExists: Observation["zoneExists"];
  readonly dnssec?: "broken";
}

/** No zone was found to start from. */
export interface NotWalked {
  readonly kind: "not-walked";
  readonly resolver?: ServerAnswer;
}

/** Ask all name servers of a zone, or stop at the first one that answers. */
type Selection = "all" | "first";

/** Finds the zones of one session by referrals, as a resolver does (RFC 1034 §5.3.3). */
export interface ZoneWalk {
  /** Asks the name servers of the zone that holds a name; each name and type once. */
  to(name: string, type: RecordType, selection: Selection): Promise<Walked | NotWalked>;
  /** Returns the SOA fields of a zone, if any answer included them. */
  authorityOf(zone: string): ZoneAuthority | undefined;
}

/** The answer at the end of a CNAME chain, and the names on the way. */
interface ChainEnd {
  readonly answer: DnsAnswer;
  readonly aliases: readonly string[];
}

/** The deepest zone that referrals lead to; the zone above is absent if there was no referral. */
interface Descended {
  readonly zone: Zone;
  readonly delegatedIn?: string;
  readonly replies: readonly ServerReply[];
}

interface ServerReply {
  readonly server: string;
  readonly address: string;
  readonly meaning: Interpretation;
}

/** A CNAME chain that comes back to a name of its own: no server holds another record there. */
const CIRCLE: ChainEnd = { answer: { kind: "absent", nxdomain: false, negativeTtl: 0 }, aliases: [] };

/** Where one answer is enough: the place of the server that is asked first, and how many are tried. */
export interface FirstServer {
  readonly place: number;
  readonly tries: number;
}

const FIRST: FirstServer = { place: 0, tries: 3 };

/** Makes the walk of one session. */
export function createZoneWalk(
  zones: Zones,
  exchange: Exchange,
  port: number,
  limits: Limits,
  first = FIRST,
): ZoneWalk {
  const walked = new Map<string, Promise<Walked | NotWalked>>();
  const authorities = new Map<string, ZoneAuthority>();
  const failed = new Set<string>();

  async function askServer(
    server: NameServer,
    name: string,
    type: RecordType,
    zone: string,
  ): Promise<ServerReply> {
    const [first, second = first] = server.addresses;
    if (first === undefined || second === undefined) {
      const answer = { kind: "unknown", reason: server.reason } as const;
      return { server: server.name, address: server.refused ?? "", meaning: unanswered(answer) };
    }
    const asked = { name, type, recursive: false };
    let address = first;
    let received = await exchange({ address, port }, asked);
    if (isWorthAnother(received)) {
      received = await exchange({ address: second, port }, asked);
      // This machine may not reach the second address (IPv6); then the evidence names the first.
      if (received.kind !== "unknown") address = second;
    }
    const meaning =
      received.kind === "unknown"
        ? unanswered(received)
        : interpretAuthoritative(received.reply, asked, zone, limits.chain);
    if (meaning.kind === "answer" && meaning.soa !== undefined) {
      const { zone: deeper, ...authority } = meaning.soa;
      authorities.set(deeper, authority);
    }
    if (meaning.kind === "answer" && meaning.answer.kind === "unknown") failed.add(server.name);
    return { server: server.name, address, meaning };
  }

  async function askServers(
    zone: Zone,
    name: string,
    type: RecordType,
    selection: Selection,
  ): Promise<ServerReply[]> {
    if (selection === "all")
      return Promise.all(zone.servers.map((server) => askServer(server, name, type, zone.name)));
    const replies: ServerReply[] = [];
    // Servers that failed in this session are skipped if there is another.
    const able = zone.servers.filter((server) => !failed.has(server.name));
    for (const server of rotated(able.length > 0 ? able : zone.servers, first.place).slice(0, first.tries)) {
      const one = await askServer(server, name, type, zone.name);
      replies.push(one);
      if (one.meaning.kind === "referral" || hasAnswered(one)) break;
    }
    return replies;
  }

  /** Follows referrals down; answers of a parent's servers that did not refer are kept beside those of the last zone. */
  async function descend(
    start: Zone,
    name: string,
    type: RecordType,
    selection: Selection,
  ): Promise<Descended> {
    let zone = start;
    let above: string | undefined;
    let unreferred: ServerReply[] = [];
    for (let referrals = 0; ; referrals += 1) {
      const { servers } = zone;
      const replies = await askServers(zone, name, type, selection);
      const referral = replies.map(({ meaning }) => meaning).find((meaning) => meaning.kind === "referral");
      const deeper =
        referral === undefined || referrals === limits.referrals ? undefined : await zones.below(referral);
      if (deeper === undefined) {
        const below = new Set(servers.map((server) => server.name));
        const others = unreferred.filter(({ server }) => !below.has(server));
        return { zone, replies: [...replies, ...others], ...(above !== undefined && { delegatedIn: above }) };
      }
      unreferred = [...unreferred, ...replies.filter(hasAnswered)];
      above = zone.name;
      zone = deeper;
    }
  }

  async function walk(
    name: string,
    type: RecordType,
    selection: Selection,
    path: readonly string[],
  ): Promise<Walked | NotWalked> {
    const start = isQueryable(name) ? await zones.startFor(name) : ({ kind: "no-zone" } as const);
    if (start.kind === "no-zone") {
      return { kind: "not-walked", ...(start.resolver === undefined ? {} : { resolver: start.resolver }) };
    }
    const { zone, replies, delegatedIn } = await descend(start, name, type, selection);
    const { insteadOf } = zone;
    // Without a referral the parent's servers are not those of the domain, unless they serve both and fail for it.
    if (insteadOf !== undefined && replies.some(hasAnswered)) {
      return { kind: "not-walked", resolver: insteadOf.resolver };
    }
    const ends = new Map<string, Promise<ChainEnd>>();
    const behind = (target: string): Promise<ChainEnd> => {
      const end = ends.get(target) ?? follow(target, type, selection, [...path, name]);
      ends.set(target, end);
      return end;
    };
    const seen = await Promise.all(
      replies.map(async ({ server, address, meaning }) => {
        if (meaning.kind !== "alias") return { server, address, ...endOf(meaning) };
        const { answer, aliases } = await behind(meaning.target);
        return { server, address, answer, aliases: [...meaning.aliases, ...aliases] };
      }),
    );
    const deepest = insteadOf?.domain ?? deepestZone(zone.name, replies);
    return {
      kind: "walked",
      zone: deepest,
      ...(deepest === zone.name && delegatedIn !== undefined && { delegatedIn }),
      nameServers: zone.servers.map((server) => server.name),
      answers: seen.map(({ server, address, answer }) => ({ server, address, answer })),
      aliases: longest(seen.map(({ aliases }) => aliases)),
      zoneExists: zone.isKnown ? "yes" : "unknown",
      ...(start.dnssec && { dnssec: start.dnssec }),
    };
  }

  /** Finds the answer behind a CNAME that leaves the zone, at the servers of the other zone. */
  async function follow(
    target: string,
    type: RecordType,
    selection: Selection,
    path: readonly string[],
  ): Promise<ChainEnd> {
    if (path.includes(target)) return CIRCLE;
    if (path.length > limits.chain) return { answer: { kind: "unknown", reason: "malformed" }, aliases: [] };
    const there = await walk(target, type, selection, path);
    const answers =
      there.kind === "walked" ? there.answers : there.resolver === undefined ? [] : [there.resolver];
    const known = answers.map(({ answer }) => answer);
    const answer = known.find(({ kind }) => kind === "records") ??
      known.find(({ kind }) => kind === "absent") ??
      known[0] ?? { kind: "unknown", reason: "no-name-server" };
    return { answer, aliases: there.kind === "walked" ? there.aliases : [] };
  }

  return {
    to(name, type, selection) {
      const key = `${selection} ${type} ${name}`;
      // The answers of all servers include that of the first.
      const walking = walked.get(`all ${type} ${name}`) ?? walked.get(key) ?? walk(name, type, selection, []);
      walked.set(key, walking);
      return walking;
    },
    authorityOf: (zone) => authorities.get(zone),
  };
}

function rotated<T>(all: readonly T[], place: number): readonly T[] {
  const start = place % Math.max(1, all.length);
  return [...all.slice(start), ...all.slice(0, start)];
}

function unanswered(answer: DnsAnswer): Interpretation {
  return { kind: "answer", answer, aliases: [] };
}

function hasAnswered({ meaning }: ServerReply): boolean {
  return meaning.kind === "alias" || (meaning.kind === "answer" && meaning.answer.kind !== "unknown");
}

function endOf(meaning: Exclude<Interpretation, { kind: "alias" }>): ChainEnd {
  // The limit of referrals is reached.
  if (meaning.kind === "referral") return { answer: { kind: "unknown", reason: "lame" }, aliases: [] };
  return meaning;
}

function longest(chains: readonly (readonly string[])[]): readonly string[] {
  return chains.reduce((one, other) => (other.length > one.length ? other : one), []);
}

/** Servers that hold a zone and one below it answer for both without a referral; the SOA names the deeper zone. */
function deepestZone(walkedTo: string, replies: readonly ServerReply[]): string {
  const zones = replies.flatMap(({ meaning }) =>
    meaning.kind === "answer" ? (meaning.soa?.zone ?? []) : [],
  );
  return zones.reduce((deepest, zone) => (zone.length > deepest.length ? zone : deepest), walkedTo);
}
