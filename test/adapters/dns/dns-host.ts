import {
  type Answer,
  AUTHORITATIVE_ANSWER,
  type DecodedPacket,
  encode,
  type Question,
  RECURSION_AVAILABLE,
  TRUNCATED_RESPONSE,
} from "dns-packet";

/** The ways in which a host misbehaves. */
export type Fault =
  | "servfail"
  /** SERVFAIL unless checking is disabled (CD), as from a validating resolver. */
  | "bogus"
  | "refuse"
  | "drop"
  | "lame"
  | "truncate"
  | "always-truncate"
  | "wrong-id"
  | "wrong-name"
  | "malformed"
  | "pointer-loop"
  /** FORMERR, NOTIMP or SERVFAIL for a query with EDNS. */
  | "no-edns"
  | "no-edns-notimp"
  | "no-edns-servfail";

/** Makes the reply to a query; `undefined` is no reply. */
type Script = (query: DecodedPacket, asked: Question, tcp: boolean) => Buffer | undefined;

/** The declaration of one host. */
export interface Host {
  /** The zones for which it is authoritative, or "recursive" for a resolver. */
  readonly zones: readonly string[] | "recursive";
  readonly records: readonly Answer[];
  readonly fault?: Fault;
  /** The only name for which it misbehaves. */
  readonly faultAt?: string;
  /** The address from which it answers instead of its own. */
  readonly wrongSource?: string;
  /** Makes its replies instead of the zones, records and fault. */
  readonly script?: Script;
}

const CODES: Partial<Record<Fault, number>> = { servfail: 2, refuse: 5 };
const EDNS_CODES = { "no-edns": 1, "no-edns-notimp": 4, "no-edns-servfail": 2 } as const;
const TTL = 300;
const MINIMUM = 60;

/** Makes a record with the usual TTL. */
export function record(name: string, type: "A" | "NS" | "CNAME", data: string, ttl = TTL): Answer {
  return { name, type, data, ttl };
}

/** Makes a TXT record. */
export function txt(name: string, ...chunks: string[]): Answer {
  return { name, type: "TXT", data: chunks, ttl: TTL };
}

/** Makes an MX record. */
export function mx(name: string, preference: number, exchange: string): Answer {
  return { name, type: "MX", data: { preference, exchange }, ttl: TTL };
}

/** Returns the host's reply; `undefined` if it does not answer. */
export function reply(host: Host, query: DecodedPacket, asked: Question, tcp: boolean): Buffer | undefined {
  if (host.script !== undefined) return host.script(query, asked, tcp);
  const fault = host.faultAt === undefined || host.faultAt === asked.name ? host.fault : undefined;
  const { id = 0 } = query;
  const questions = [asked];
  if (fault === "bogus" && !query.flag_cd) return encode({ type: "response", id, flags: 2, questions });
  const code = fault === undefined ? undefined : CODES[fault];
  if (code !== undefined) return encode({ type: "response", id, flags: code, questions });
  const good = { type: "response", id, questions, ...content(host, asked) } as const;
  switch (fault) {
    case "drop":
      return undefined;
    case "lame":
      return encode({ type: "response", id, questions });
    case "truncate":
    case "always-truncate":
      if (tcp && fault === "truncate") return encode(good);
      return encode({ type: "response", id, flags: good.flags | TRUNCATED_RESPONSE, questions });
    case "wrong-id":
      return encode({ ...good, id: id ^ 1 });
    case "wrong-name":
      return encode({ ...good, questions: [{ ...asked, name: `not.${asked.name}` }] });
    case "malformed":
      return encode(good).subarray(0, 20);
    case "pointer-loop": {
      const packet = encode({ ...good, questions: [], answers: good.answers.slice(0, 1) });
      packet.writeUInt16BE(0xc00c, 12);
      return packet;
    }
    case "no-edns":
    case "no-edns-notimp":
    case "no-edns-servfail":
      return query.additionals?.length === 0
        ? encode(good)
        : encode({ type: "response", id, flags: EDNS_CODES[fault] });
    default:
      return encode(good);
  }
}

function content({ zones, records }: Host, { name, type }: Question) {
  const asked = name.toLowerCase();
  const recursive = zones === "recursive";
  const isBelow = (low: string, high: string): boolean => low === high || low.endsWith(`.${high}`);
  const zone = recursive
    ? ""
    : zones.filter((apex) => isBelow(asked, apex)).sort((a, b) => b.length - a.length)[0];
  if (zone === undefined) return { flags: 5, answers: [], authorities: [], additionals: [] };
  const cut = records.find(
    (one) => !recursive && one.type === "NS" && one.name !== zone && isBelow(asked, one.name),
  );
  if (cut !== undefined) {
    const authorities = records.filter((one) => one.type === "NS" && one.name === cut.name);
    const names = authorities.map((one) => (one.type === "NS" ? one.data : ""));
    const additionals = records.filter((one) => one.type === "A" && names.includes(one.name));
    return { flags: 0, answers: [], authorities, additionals };
  }
  const answers = chain(records, asked, type);
  const exists = records.some((one) => isBelow(one.name.toLowerCase(), asked));
  const flags = (recursive ? RECURSION_AVAILABLE : AUTHORITATIVE_ANSWER) | (exists ? 0 : 3);
  return { flags, answers, authorities: answers.length > 0 ? [] : [soa(zone || "example")], additionals: [] };
}

function chain(records: readonly Answer[], name: string, type: Question["type"]): Answer[] {
  const here = records.filter((one) => one.name.toLowerCase() === name);
  const found = here.filter((one) => one.type === type);
  const alias = here.find((one) => one.type === "CNAME");
  if (found.length > 0 || alias?.type !== "CNAME") return found;
  return [
    alias,
    ...chain(
      records.filter((one) => one !== alias),
      alias.data,
      type,
    ),
  ];
}

function soa(name: string): Answer {
  return {
    name,
    type: "SOA",
    ttl: TTL,
    data: { mname: `ns.${name}`, rname: `host.${name}`, minimum: MINIMUM },
  };
}
