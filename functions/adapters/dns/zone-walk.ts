import type {
  Delegation,
  DnsAnswer,
  Observation,
  RecordType,
  ServerAnswer,
  ZoneAuthority,
} from "#core/dns/observation";
import type { Interpretation, Referral } from "./interpretation.ts";
import type { Limits } from "./limits.ts";
import { isQueryable } from "./queryable-name.ts";
import type { ServerQuestions, ServerReply } from "./server-questions.ts";
import type { NoZone, Zone, Zones } from "./zone.ts";

/** The answers of a zone's name servers about one name. */
export interface Walked {
  readonly kind: "walked";
  readonly zone: string;
  /** The zone that delegated this one. */
  readonly delegatedIn?: string;
  readonly delegation?: Delegation;
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

/** Whether all name servers of a zone are asked, or only until the first answer. */
type Selection = "all" | "first";

/** The answer at the end of a CNAME chain, with the names along the chain. */
interface ChainEnd {
  readonly answer: DnsAnswer;
  readonly aliases: readonly string[];
}

/** One question in progress. */
interface Walking {
  readonly name: string;
  readonly type: RecordType;
  readonly selection: Selection;
  /** The index of the server that is asked first. */
  readonly place: number;
  /** The names whose CNAMEs led to this name. */
  readonly path: readonly string[];
}

/** The deepest zone that was reached by referrals; the zone above is absent if there was no referral. */
interface Descended {
  readonly zone: Zone;
  readonly above: string | undefined;
  readonly replies: readonly ServerReply[];
}

/** The end of a circular CNAME chain: no server holds another record there. */
const CIRCLE: ChainEnd = { answer: { kind: "absent", nxdomain: false, negativeTtl: 0 }, aliases: [] };

const NO_PATH: readonly string[] = [];

const NO_ZONE: NoZone = { kind: "no-zone" };

const NOWHERE: DnsAnswer = { kind: "unknown", reason: "no-name-server" };

/** The number of servers that are tried if one answer is enough. */
const TRIES = 3;

/** Finds the zones of one session by following referrals, as a resolver does (RFC 1034 §5.3.3). */
export class ZoneWalk {
  readonly #zones: Zones;
  readonly #questions: ServerQuestions;
  readonly #limits: Limits;
  readonly #tries: number;
  readonly #walked = {
    all: new Map<string, Promise<Walked | NotWalked>>(),
    first: new Map<string, Promise<Walked | NotWalked>>(),
  };

  constructor(zones: Zones, questions: ServerQuestions, limits: Limits, tries = TRIES) {
    this.#zones = zones;
    this.#questions = questions;
    this.#limits = limits;
    this.#tries = tries;
  }

  /**
   * Asks the name servers of the zone that holds a name, once for each name and type. If one answer is
   * enough, `place` chooses the first server.
   */
  to(name: string, type: RecordType, selection: Selection, place = 0): Promise<Walked | NotWalked> {
    const key = `${type} ${name}`;
    const walked = this.#walked[selection];
    // The answers of all servers include the first server's.
    const walking =
      this.#walked.all.get(key) ??
      walked.get(key) ??
      this.#walk({ name, type, selection, place, path: NO_PATH });
    walked.set(key, walking);
    return walking;
  }

  /** Returns the SOA fields of a zone, if an answer included them. */
  authorityOf(zone: string): ZoneAuthority | undefined {
    return this.#questions.authorities.get(zone);
  }

  async #walk(walking: Walking): Promise<Walked | NotWalked> {
    const start = isQueryable(walking.name) ? await this.#zones.startFor(walking.name) : NO_ZONE;
    if (start.kind === "no-zone") {
      return { kind: "not-walked", ...(start.resolver === undefined ? {} : { resolver: start.resolver }) };
    }
    const atStart = await this.#ask(start, walking);
    const { zone, above, replies } =
      referralIn(atStart) === undefined
        ? { zone: start, above: undefined, replies: atStart }
        : await this.#descend(start, atStart, walking);
    const { insteadOf } = zone;
    // A parent zone's server that gives no referral does not serve the domain, unless it serves both zones
    // and fails for this one.
    if (insteadOf !== undefined && replies.some(hasAnswered)) {
      return { kind: "not-walked", resolver: insteadOf.resolver };
    }
    const isAliased = replies.some(({ meaning }) => meaning.kind === "alias");
    const ends = isAliased
      ? await this.#followAll(replies, walking)
      : replies.map(({ meaning }) => endOf(meaning));
    const deepest = insteadOf?.domain ?? deepestZone(zone.name, replies);
    return {
      kind: "walked",
      zone: deepest,
      ...(deepest === zone.name && above !== undefined && { delegatedIn: above }),
      ...(deepest === zone.name && zone.delegation && { delegation: zone.delegation }),
      nameServers: zone.servers.map((server) => server.name),
      answers: replies.map(({ server, address }, index) => {
        const { answer = NOWHERE } = ends[index] ?? {};
        return { server, address, answer };
      }),
      aliases: longest(ends),
      zoneExists: zone.isKnown ? "yes" : "unknown",
      ...(start.dnssec && { dnssec: start.dnssec }),
    };
  }

  /**
   * Follows referrals to lower zones. Answers of the parent's servers that gave no referral are kept with
   * those of the last zone.
   */
  async #descend(start: Zone, atStart: readonly ServerReply[], walking: Walking): Promise<Descended> {
    let zone = start;
    let above: string | undefined;
    let replies = atStart;
    let unreferred: readonly ServerReply[] = [];
    for (let referrals = 0; referrals < this.#limits.referrals; referrals += 1) {
      const referral = referralIn(replies);
      if (referral === undefined) break;
      unreferred = [...unreferred, ...replies.filter(hasAnswered)];
      above = zone.name;
      zone = await this.#zones.below(referral);
      replies = await this.#ask(zone, walking);
    }
    const below = new Set(zone.servers.map(({ name }) => name));
    return { zone, above, replies: [...replies, ...unreferred.filter(({ server }) => !below.has(server))] };
  }

  #ask(zone: Zone, walking: Walking): Promise<readonly ServerReply[]> {
    const { servers } = zone;
    const { name, type, selection } = walking;
    if (selection === "first") return this.#askInTurn(zone, walking);
    return Promise.all(servers.map((server) => this.#questions.ask(server, name, type, zone.name)));
  }

  async #askInTurn(zone: Zone, { name, type, place }: Walking): Promise<readonly ServerReply[]> {
    const replies: ServerReply[] = [];
    const able = this.#questions.able(zone);
    for (let tried = 0; tried < Math.min(this.#tries, able.length); tried += 1) {
      const server = able[(place + tried) % able.length];
      if (server === undefined) break;
      const one = await this.#questions.ask(server, name, type, zone.name);
      replies.push(one);
      if (one.meaning.kind === "referral" || hasAnswered(one)) break;
    }
    return replies;
  }

  /** Finds the answers behind CNAMEs that leave the zone, each once for all servers that hold it. */
  #followAll(replies: readonly ServerReply[], walking: Walking): Promise<readonly ChainEnd[]> {
    const ends = new Map<string, Promise<ChainEnd>>();
    const behind = (target: string): Promise<ChainEnd> => {
      const end = ends.get(target) ?? this.#follow(target, walking);
      ends.set(target, end);
      return end;
    };
    const found = replies.map(async ({ meaning }) => {
      if (meaning.kind !== "alias") return endOf(meaning);
      const { answer, aliases } = await behind(meaning.target);
      return { answer, aliases: [...meaning.aliases, ...aliases] };
    });
    return Promise.all(found);
  }

  /** Finds the answer behind a CNAME that leaves the zone, at the other zone's servers. */
  async #follow(target: string, { name, path: above, ...asked }: Walking): Promise<ChainEnd> {
    const path = [...above, name];
    if (path.includes(target)) return CIRCLE;
    if (path.length > this.#limits.chain) {
      return { answer: { kind: "unknown", reason: "malformed" }, aliases: [] };
    }
    const there = await this.#walk({ ...asked, name: target, path });
    const answers =
      there.kind === "walked" ? there.answers : there.resolver === undefined ? [] : [there.resolver];
    const known = answers.map(({ answer }) => answer);
    const answer =
      known.find(({ kind }) => kind === "records") ??
      known.find(({ kind }) => kind === "absent") ??
      known[0] ??
      NOWHERE;
    return { answer, aliases: there.kind === "walked" ? there.aliases : [] };
  }
}

function referralIn(replies: readonly ServerReply[]): Referral | undefined {
  for (const { meaning } of replies) if (meaning.kind === "referral") return meaning;
  return undefined;
}

function hasAnswered({ meaning }: ServerReply): boolean {
  return meaning.kind === "alias" || (meaning.kind === "answer" && meaning.answer.kind !== "unknown");
}

function endOf(meaning: Interpretation): ChainEnd {
  // Another referral here means that the limit of referrals is reached.
  return meaning.kind === "answer" ? meaning : { answer: { kind: "unknown", reason: "lame" }, aliases: [] };
}

function longest(ends: readonly ChainEnd[]): readonly string[] {
  return ends.reduce<readonly string[]>(
    (one, { aliases }) => (aliases.length > one.length ? aliases : one),
    [],
  );
}

/**
 * Servers that hold a zone and one below it answer for both without a referral; the SOA names the deeper
 * zone.
 */
function deepestZone(walkedTo: string, replies: readonly ServerReply[]): string {
  return replies.reduce((deepest, { meaning }) => {
    const zone = meaning.kind === "answer" ? meaning.soa?.zone : undefined;
    return zone !== undefined && zone.length > deepest.length ? zone : deepest;
  }, walkedTo);
}
