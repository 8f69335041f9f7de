import type { DnsAnswer, Observation, RecordType, ServerAnswer, ZoneAuthority } from "#core/dns/observation";
import { type Exchange, isWorthAnother } from "./exchange.ts";
import { type Interpretation, interpretAuthoritative } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import type { NameServer } from "./name-servers.ts";
import { isQueryable } from "./queryable-name.ts";
import type { Zone, Zones } from "./zones.ts";

/** What the name servers of one name's zone say. */
interface Walked {
  readonly kind: "walked";
  readonly zone: string;
  readonly nameServers: readonly string[];
  readonly answers: readonly ServerAnswer[];
  readonly aliases: readonly string[];
  readonly zoneExists: Observation["zoneExists"];
  readonly dnssec?: "broken";
}

/** Where a walk could not begin. */
interface NotWalked {
  readonly kind: "not-walked";
  readonly told?: ServerAnswer;
}

/** All name servers of a zone, or as many as it takes to hear from one. */
type Whom = "all" | "first";

/** The way to the zones of one session. */
export interface ZoneWalk {
  /** Asks the name servers of the zone that holds a name, walking down to it by referrals; once a name and type. */
  to(name: string, type: RecordType, whom: Whom): Promise<Walked | NotWalked>;
  /** What was told of a zone on the way, if anything. */
  authorityOf(zone: string): ZoneAuthority | undefined;
}

/** The end of a CNAME chain, and the names it went over. */
interface Behind {
  readonly answer: DnsAnswer;
  readonly aliases: readonly string[];
}

interface Heard {
  readonly server: string;
  readonly address: string;
  readonly meaning: Interpretation;
}

/** Servers tried for one question to which one answer is enough. */
const FIRST_TRIES = 3;

/** Makes the walk of one session. */
export function createZoneWalk(zones: Zones, exchange: Exchange, port: number, limits: Limits): ZoneWalk {
  const walked = new Map<string, Promise<Walked | NotWalked>>();
  const authorities = new Map<string, ZoneAuthority>();
  const useless = new Set<string>();

  async function hear(server: NameServer, name: string, type: RecordType, zone: string): Promise<Heard> {
    const [first, second = first] = server.addresses;
    if (first === undefined || second === undefined) {
      const answer = { kind: "unknown", reason: server.reason } as const;
      return { server: server.name, address: server.refused ?? "", meaning: unanswered(answer) };
    }
    const asked = { name, type, recursive: false };
    let address = first;
    let told = await exchange({ address, port }, asked);
    if (isWorthAnother(told)) {
      told = await exchange({ address: second, port }, asked);
      // The second may be of a kind that this machine can't reach: silence there says less than at the first.
      if (told.kind !== "unknown") address = second;
    }
    const meaning =
      told.kind === "unknown"
        ? unanswered(told)
        : interpretAuthoritative(told.reply, asked, zone, limits.chain);
    if (meaning.kind === "answer" && meaning.told !== undefined) {
      const { zone: deeper, ...authority } = meaning.told;
      authorities.set(deeper, authority);
    }
    if (meaning.kind === "answer" && meaning.answer.kind === "unknown") useless.add(server.name);
    return { server: server.name, address, meaning };
  }

  async function hearAny(zone: Zone, name: string, type: RecordType, whom: Whom): Promise<Heard[]> {
    if (whom === "all") return Promise.all(zone.servers.map((server) => hear(server, name, type, zone.name)));
    const heard: Heard[] = [];
    // Whoever failed in this session is left out where there is another.
    const able = zone.servers.filter((server) => !useless.has(server.name));
    for (const server of (able.length > 0 ? able : zone.servers).slice(0, FIRST_TRIES)) {
      const one = await hear(server, name, type, zone.name);
      heard.push(one);
      if (one.meaning.kind === "referral" || hasAnswered(one)) break;
    }
    return heard;
  }

  /** Down from the first zone; beside the last zone's answers stand those of referring zones' servers that disagree. */
  async function descend(
    start: Zone,
    name: string,
    type: RecordType,
    whom: Whom,
  ): Promise<{ zone: Zone; heard: Heard[] }> {
    let zone = start;
    let astray: Heard[] = [];
    for (let referrals = 0; ; referrals += 1) {
      const { servers } = zone;
      const heard = await hearAny(zone, name, type, whom);
      const referral = heard.map(({ meaning }) => meaning).find((meaning) => meaning.kind === "referral");
      const deeper =
        referral === undefined || referrals === limits.referrals ? undefined : await zones.below(referral);
      if (deeper === undefined) {
        const below = new Set(servers.map((server) => server.name));
        return { zone, heard: [...heard, ...astray.filter(({ server }) => !below.has(server))] };
      }
      astray = [...astray, ...heard.filter(hasAnswered)];
      zone = deeper;
    }
  }

  async function walk(
    name: string,
    type: RecordType,
    whom: Whom,
    links: number,
  ): Promise<Walked | NotWalked> {
    const start = isQueryable(name) ? await zones.startFor(name) : ({ kind: "no-zone" } as const);
    if (start.kind === "no-zone") {
      return { kind: "not-walked", ...(start.told === undefined ? {} : { told: start.told }) };
    }
    const { zone, heard } = await descend(start, name, type, whom);
    const ends = new Map<string, Promise<Behind>>();
    const behind = (target: string): Promise<Behind> => {
      const end = ends.get(target) ?? follow(target, type, whom, links + 1);
      ends.set(target, end);
      return end;
    };
    const seen = await Promise.all(
      heard.map(async ({ server, address, meaning }) => {
        if (meaning.kind !== "alias") return { server, address, ...endOf(meaning) };
        const { answer, aliases } = await behind(meaning.target);
        return { server, address, answer, aliases: [...meaning.aliases, ...aliases] };
      }),
    );
    return {
      kind: "walked",
      zone: deepestZone(zone.name, heard),
      nameServers: zone.servers.map((server) => server.name),
      answers: seen.map(({ server, address, answer }) => ({ server, address, answer })),
      aliases: longest(seen.map(({ aliases }) => aliases)),
      zoneExists: zone.isKnown ? "yes" : "unknown",
      ...(start.dnssec && { dnssec: start.dnssec }),
    };
  }

  /** What lies behind a CNAME that leaves the zone, as the servers of the other zone tell it. */
  async function follow(target: string, type: RecordType, whom: Whom, links: number): Promise<Behind> {
    if (links > limits.chain) return { answer: { kind: "unknown", reason: "malformed" }, aliases: [] };
    const there = await walk(target, type, whom, links);
    const answers = there.kind === "walked" ? there.answers : there.told === undefined ? [] : [there.told];
    const known = answers.map(({ answer }) => answer);
    const answer = known.find(({ kind }) => kind === "records") ??
      known.find(({ kind }) => kind === "absent") ??
      known[0] ?? { kind: "unknown", reason: "no-name-server" };
    return { answer, aliases: there.kind === "walked" ? there.aliases : [] };
  }

  return {
    to(name, type, whom) {
      const key = `${whom} ${type} ${name}`;
      const walking = walked.get(key) ?? walk(name, type, whom, 0);
      walked.set(key, walking);
      return walking;
    },
    authorityOf: (zone) => authorities.get(zone),
  };
}

function unanswered(answer: DnsAnswer): Interpretation {
  return { kind: "answer", answer, aliases: [] };
}

function hasAnswered({ meaning }: Heard): boolean {
  return meaning.kind === "alias" || (meaning.kind === "answer" && meaning.answer.kind !== "unknown");
}

function endOf(meaning: Exclude<Interpretation, { kind: "alias" }>): Behind {
  // A referral that leads nowhere any more.
  if (meaning.kind === "referral") return { answer: { kind: "unknown", reason: "lame" }, aliases: [] };
  return meaning;
}

function longest(chains: readonly (readonly string[])[]): readonly string[] {
  return chains.reduce((one, other) => (other.length > one.length ? other : one), []);
}

/** The same servers may hold a zone and one below it, and then answer without a referral. */
function deepestZone(walkedTo: string, heard: readonly Heard[]): string {
  const told = heard.flatMap(({ meaning }) => (meaning.kind === "answer" ? (meaning.told?.zone ?? []) : []));
  return told.reduce((deepest, zone) => (zone.length > deepest.length ? zone : deepest), walkedTo);
}
