import type {
  Delegation,
  DnsAnswer,
  DnsSession,
  Observation,
  Question,
  UnknownReason,
} from "#core/dns/observation";
import { isAtOrBelow, isBelow } from "#core/names/domain-name";
import { registrableDomain } from "#core/names/registrable-domain";
import type { PanelRecord, PanelZone } from "./panel.ts";

/** The answers of name servers that differ from their zone's panel. */
export interface Deviation {
  /** The index of the server in its zone's list; absent for all servers. */
  readonly server?: number;
  readonly name: string;
  readonly below: boolean;
  /** The records of a type that it holds instead, or its failure. */
  readonly holds?: { readonly type: string; readonly values: readonly string[] };
  readonly fails?: UnknownReason;
}

/** The zones, and how their servers answer. */
export interface PanelWorld {
  readonly zones: ReadonlyMap<string, PanelZone>;
  readonly deviations: readonly Deviation[];
}

const TTL = 300;
const RESOLVER = "192.0.2.9";
const LONGEST_CHAIN = 8;

type Found =
  | { readonly kind: "values"; readonly values: readonly string[] }
  | { readonly kind: "absent"; readonly nxdomain: boolean }
  | { readonly kind: "alias"; readonly target: string }
  | { readonly kind: "referral"; readonly cut: string; readonly servers: readonly string[] };

/** A DNS session over zones in memory. Name servers and resolvers answer at once, and nothing is cached. */
export function panelSession(world: PanelWorld): DnsSession {
  let queries = 0;
  return {
    ask: async (questions) =>
      questions.map((question) => {
        queries += 1;
        return question.through === "resolver" ? resolved(question, world) : observed(question, world);
      }),
    queries: () => queries,
    end: () => undefined,
  };
}

function resolved({ name, type }: Question, world: PanelWorld): Observation {
  const { answers, aliases } = chase(name, type, world);
  const recursive = [{ server: RESOLVER, address: RESOLVER, answer: answers[0] ?? answerAbove(name, world) }];
  return { name, type, nameServers: [], authoritative: [], recursive, aliases, zoneExists: "unknown" };
}

const ABSENT: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: TTL };

/** A parent zone proves that a name does not exist; without one, nothing is known. */
function answerAbove(name: string, { zones }: PanelWorld): DnsAnswer {
  const isProved = [...zones.keys()].some((zone) => isBelow(name, zone));
  return isProved ? ABSENT : { kind: "unknown", reason: "refused" };
}

function observed({ name, type, isRight, through }: Question, world: PanelWorld): Observation {
  const { zone, delegatedIn, servers, answers, aliases } = chase(name, type, world);
  if (zone === undefined) {
    const answer = answerAbove(name, world);
    const recursive = [{ server: RESOLVER, address: RESOLVER, answer }];
    const zoneExists = answer.kind === "absent" ? "no" : "unknown";
    return { name, type, nameServers: [], authoritative: [], recursive, aliases, zoneExists };
  }
  const all = answers.map((answer, index) => ({
    server: servers[index] ?? "",
    address: `192.0.2.${index + 1}`,
    answer,
  }));
  const authoritative = through === "one-server" ? all.slice(0, 1) : all;
  const isRightEverywhere = all.every(
    ({ answer }) => answer.kind === "records" && isRight?.(answer.values) === true,
  );
  const [first] = answers;
  const delegation = delegatedIn === undefined ? delegationOf(zone, world) : undefined;
  const recursive =
    isRightEverywhere && first !== undefined ? [{ server: RESOLVER, address: RESOLVER, answer: first }] : [];
  const seen = { name, type, zone, nameServers: servers, authoritative, recursive, aliases } as const;
  const above = { ...(delegatedIn !== undefined && { delegatedIn }), ...(delegation && { delegation }) };
  return { ...seen, ...above, zoneExists: "yes" };
}

/** The registrar's list consists of the NS records in the parent zone; without them it is unknown. */
function delegationOf(name: string, { zones }: PanelWorld): Delegation | undefined {
  const zone = zones.get(name);
  const values = listedAbove(name, zones);
  if (zone === undefined || values.length === 0) return undefined;
  const answer = { kind: "records", values: values.toSorted(), ttl: TTL } as const;
  return {
    above: { server: "ns.registry.example", address: RESOLVER, answer },
    own: valuesAt(zone.records, name, "NS"),
  };
}

function listedAbove(name: string, zones: PanelWorld["zones"]): readonly string[] {
  if (registrableDomain(name) !== name) return [];
  const above = zones.get(name.slice(name.indexOf(".") + 1));
  return above === undefined ? [] : valuesAt(above.records, name, "NS");
}

interface Chased {
  readonly zone?: string;
  readonly delegatedIn?: string;
  readonly servers: readonly string[];
  /** The answers, one for each server of the zone. */
  readonly answers: readonly DnsAnswer[];
  readonly aliases: readonly string[];
}

function chase(name: string, type: string, world: PanelWorld, depth = 0): Chased {
  const start = startZone(name, world);
  if (start === undefined) return { servers: [], answers: [], aliases: [] };
  const { zone, servers, ...parent } = descend(start, name, type, world);
  if (zone === undefined) {
    const silent: DnsAnswer = { kind: "unknown", reason: "no-name-server" };
    return {
      zone: start.name,
      servers,
      answers: servers.map(() => silent),
      aliases: [],
      ...parent,
      ...cutOf(start, name),
    };
  }
  const found = servers.map((_, index) => answerOf(zone, name, type, index, world));
  const alias = found.find((one) => typeof one !== "string" && one.kind === "alias");
  if (alias === undefined || depth === LONGEST_CHAIN) {
    return { zone: zone.name, ...parent, servers, answers: found.map(asAnswer), aliases: [] };
  }
  const end = chase(alias.target, type, world, depth + 1);
  const answers = servers.map(
    (_, index) => end.answers[index] ?? end.answers[0] ?? answerAbove(alias.target, world),
  );
  return { zone: zone.name, ...parent, servers, answers, aliases: [alias.target, ...end.aliases] };
}

/** The deepest zone that was reached; the parent is absent if there was no referral. */
interface Descended {
  readonly zone: PanelZone | undefined;
  readonly servers: readonly string[];
  readonly delegatedIn?: string;
}

/** Returns the zone of the registrable domain; for a platform's names, the platform's zone. */
function startZone(name: string, { zones }: PanelWorld): PanelZone | undefined {
  const above = [...zones.values()].filter((zone) => zone.name.includes(".") && isAtOrBelow(name, zone.name));
  const nearest = above.toSorted((one, other) => one.name.length - other.name.length);
  return zones.get(registrableDomain(name) ?? name) ?? nearest[0];
}

/** A delegation is a separate zone even if its servers do not answer. */
function cutOf(start: PanelZone, name: string): { readonly zone?: string } {
  const cut = start.records.find(
    (record) => record.type === "NS" && record.name !== start.name && isAtOrBelow(name, record.name),
  );
  return cut === undefined ? {} : { zone: cut.name };
}

function descend(start: PanelZone, name: string, type: string, world: PanelWorld): Descended {
  const hidden = onSameServers(start, name, world);
  const servers = [...new Set([...serversOf(start), ...listedAbove(start.name, world.zones)])];
  if (hidden !== undefined) return { zone: hidden, servers };
  const found = lookUp(start.records, start.name, name, type);
  if (found.kind !== "referral") return { zone: start, servers };
  const deeper = world.zones.get(found.cut);
  return {
    delegatedIn: start.name,
    ...(deeper === undefined
      ? { zone: undefined, servers: found.servers }
      : descend(deeper, name, type, world)),
  };
}

/** Servers that also hold a deeper zone answer from it, without a referral. */
function onSameServers(start: PanelZone, name: string, { zones }: PanelWorld): PanelZone | undefined {
  const own = new Set(serversOf(start));
  const deeper = [...zones.values()].filter((zone) => isBelow(zone.name, start.name));
  return deeper
    .filter((zone) => isAtOrBelow(name, zone.name) && serversOf(zone).some((server) => own.has(server)))
    .toSorted((one, other) => other.name.length - one.name.length)[0];
}

function serversOf(zone: PanelZone): readonly string[] {
  return valuesAt(zone.records, zone.name, "NS");
}

function answerOf(
  zone: PanelZone,
  name: string,
  type: string,
  server: number,
  world: PanelWorld,
): Found | UnknownReason {
  const own = world.deviations.filter(
    (one) =>
      (one.server ?? server) === server &&
      (one.below ? isBelow(name, one.name) : name === one.name) &&
      isAtOrBelow(one.name, zone.name),
  );
  const failure = own.find(({ fails }) => fails !== undefined)?.fails;
  if (failure !== undefined) return failure;
  const instead = own.flatMap(({ holds }) => holds ?? []);
  const records = zone.records.filter(
    (record) => record.name !== name || !instead.some((one) => one.type === record.type),
  );
  const added = instead.flatMap((one) => one.values.map((value) => ({ name, type: one.type, value })));
  return lookUp([...records, ...added], zone.name, name, type);
}

function asAnswer(found: Found | UnknownReason): DnsAnswer {
  if (typeof found === "string") return { kind: "unknown", reason: found };
  switch (found.kind) {
    case "values":
      return { kind: "records", values: found.values.toSorted(), ttl: TTL };
    case "absent":
      return { kind: "absent", nxdomain: found.nxdomain, negativeTtl: TTL };
    // A CNAME that leads back to itself has no other record.
    case "alias":
      return { kind: "absent", nxdomain: false, negativeTtl: TTL };
    default:
      return { kind: "unknown", reason: "lame" };
  }
}

/** RFC 1034 §4.3.2: a delegation comes first, then the name itself, then a wildcard. */
function lookUp(records: readonly PanelRecord[], zone: string, name: string, type: string): Found {
  const cut = records.find(
    (record) => record.type === "NS" && record.name !== zone && isAtOrBelow(name, record.name),
  );
  if (cut !== undefined) {
    return { kind: "referral", cut: cut.name, servers: valuesAt(records, cut.name, "NS") };
  }
  const dname = records.find((record) => record.type === "DNAME" && isBelow(name, record.name));
  if (dname !== undefined) {
    // RFC 6672 §3.1: a CNAME is synthesised from it.
    const target = `${name.slice(0, -dname.name.length)}${dname.value}`;
    return type === "CNAME" ? { kind: "values", values: [target] } : { kind: "alias", target };
  }
  const exists = records.some((record) => isAtOrBelow(record.name, name));
  if (exists) return atName(records, name, type);
  const wildcard = records.find(
    (record) =>
      record.name.startsWith("*.") &&
      isBelow(name, record.name.slice(2)) &&
      !hasCloserName(records, name, record.name.slice(2)),
  );
  return wildcard === undefined ? { kind: "absent", nxdomain: true } : atName(records, wildcard.name, type);
}

/** RFC 4592 §3.3.1: a wildcard answers only below its closest encloser. */
function hasCloserName(records: readonly PanelRecord[], name: string, encloser: string): boolean {
  const labels = name.slice(0, -(encloser.length + 1)).split(".");
  const between = labels.slice(1).map((_, index) => `${labels.slice(index + 1).join(".")}.${encloser}`);
  return between.some((one) => records.some((record) => isAtOrBelow(record.name, one)));
}

function atName(records: readonly PanelRecord[], name: string, type: string): Found {
  const [target] = valuesAt(records, name, "CNAME");
  const values = valuesAt(records, name, type);
  // Some DNS hosts allow other records beside a CNAME, and answer with them.
  if (values.length > 0) return { kind: "values", values };
  return target === undefined ? { kind: "absent", nxdomain: false } : { kind: "alias", target };
}

function valuesAt(records: readonly PanelRecord[], name: string, type: string): readonly string[] {
  return records.filter((record) => record.name === name && record.type === type).map(({ value }) => value);
}
