import type { DnsAnswer, RecordType, ServerAnswer } from "#core/dns/sighting";
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
}

/** Where a walk could not begin. */
interface NotWalked {
  readonly kind: "not-walked";
  readonly told?: ServerAnswer;
}

/** Asks all name servers of the zone that holds a name, walking down to it by referrals. */
export type ZoneWalk = (name: string, type: RecordType) => Promise<Walked | NotWalked>;

interface Heard {
  readonly server: string;
  readonly address: string;
  readonly meaning: Interpretation;
}

/** Makes the walk of one look. */
export function createZoneWalk(zones: Zones, exchange: Exchange, port: number, limits: Limits): ZoneWalk {
  async function hear(server: NameServer, name: string, type: RecordType, zone: string): Promise<Heard> {
    const [first, second = first] = server.addresses;
    if (first === undefined || second === undefined) {
      const answer = { kind: "unknown", reason: server.reason } as const;
      return { server: server.name, address: server.refused ?? "", meaning: { kind: "answer", answer } };
    }
    const asked = { name, type, recursive: false };
    let address = first;
    let told = await exchange({ address, port }, asked);
    if (isWorthAnother(told)) {
      address = second;
      told = await exchange({ address, port }, asked);
    }
    const meaning: Interpretation =
      told.kind === "unknown"
        ? { kind: "answer", answer: told }
        : interpretAuthoritative(told.reply, asked, zone, limits.chain);
    return { server: server.name, address, meaning };
  }

  /** Down from the first zone; beside the last zone's answers stand those of referring zones' servers that disagree. */
  async function descend(
    start: Zone,
    name: string,
    type: RecordType,
  ): Promise<{ zone: Zone; heard: Heard[] }> {
    let zone = start;
    let astray: Heard[] = [];
    for (let referrals = 0; ; referrals += 1) {
      const { servers, name: at } = zone;
      const heard = await Promise.all(servers.map((server) => hear(server, name, type, at)));
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

  async function walk(name: string, type: RecordType, links: number): Promise<Walked | NotWalked> {
    const start = isQueryable(name) ? await zones.startFor(name) : ({ kind: "no-zone" } as const);
    if (start.kind === "no-zone") {
      return { kind: "not-walked", ...(start.told === undefined ? {} : { told: start.told }) };
    }
    const { zone, heard } = await descend(start, name, type);
    const aliases = new Map<string, Promise<DnsAnswer>>();
    const behind = (target: string): Promise<DnsAnswer> => {
      const answer = aliases.get(target) ?? follow(target, type, links + 1);
      aliases.set(target, answer);
      return answer;
    };
    const answers = await Promise.all(
      heard.map(async ({ server, address, meaning }) => ({
        server,
        address,
        answer: meaning.kind === "alias" ? await behind(meaning.target) : answerOf(meaning),
      })),
    );
    return {
      kind: "walked",
      zone: deepestZone(zone.name, heard),
      nameServers: zone.servers.map((server) => server.name),
      answers,
    };
  }

  /** What lies behind a CNAME that leaves the zone, as the servers of the other zone tell it. */
  async function follow(target: string, type: RecordType, links: number): Promise<DnsAnswer> {
    const tooLong: DnsAnswer = { kind: "unknown", reason: "malformed" };
    if (links > limits.chain) return tooLong;
    const walked = await walk(target, type, links);
    const answers =
      walked.kind === "walked" ? walked.answers : walked.told === undefined ? [] : [walked.told];
    const known = answers.map(({ answer }) => answer);
    return (
      known.find(({ kind }) => kind === "records") ??
      known.find(({ kind }) => kind === "absent") ??
      known[0] ?? { kind: "unknown", reason: "no-name-server" }
    );
  }

  return (name, type) => walk(name, type, 0);
}

function hasAnswered({ meaning }: Heard): boolean {
  return meaning.kind === "alias" || (meaning.kind === "answer" && meaning.answer.kind !== "unknown");
}

function answerOf(meaning: Exclude<Interpretation, { kind: "alias" }>): DnsAnswer {
  return meaning.kind === "answer" ? meaning.answer : { kind: "unknown", reason: "lame" };
}

/** The same servers may hold a zone and one below it, and then answer without a referral. */
function deepestZone(walkedTo: string, heard: readonly Heard[]): string {
  const told = heard.flatMap(({ meaning }) => (meaning.kind === "answer" ? (meaning.zone ?? []) : []));
  return told.reduce((deepest, zone) => (zone.length > deepest.length ? zone : deepest), walkedTo);
}
