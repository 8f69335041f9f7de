import type {
  DnsAnswer,
  DnsSession,
  Observation,
  Question,
  RecordType,
  UnknownReason,
} from "#core/dns/observation";

/** The domain of hand-made observations. */
export const D = "stones.example";
export const NOW = Date.UTC(2026, 10, 23, 9);
/** The name servers of the domain. */
export const [NS1, NS2] = ["ns1.host.example", "ns2.host.example"] as const;

export const ABSENT: DnsAnswer = { kind: "absent", nxdomain: false, negativeTtl: 60 };
export const GONE: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 60 };
export const held = (...values: readonly string[]): DnsAnswer => ({ kind: "records", values, ttl: 300 });
export const failed = (reason: UnknownReason = "timeout"): DnsAnswer => ({ kind: "unknown", reason });

/** An observation of the domain's two name servers; one answer is that of both. */
export function observed(
  name: string,
  type: RecordType,
  said: DnsAnswer | Readonly<Record<string, DnsAnswer>>,
  more: Partial<Observation> = {},
): Observation {
  const byServer = isAnswer(said) ? { [NS1]: said, [NS2]: said } : said;
  const authoritative = Object.entries(byServer).map(([server, answer]) => ({
    server,
    address: "192.0.2.53",
    answer,
  }));
  return {
    name,
    type,
    zone: D,
    nameServers: Object.keys(byServer),
    authoritative,
    recursive: [],
    aliases: [],
    zoneExists: "yes",
    ...more,
  };
}

function isAnswer(said: DnsAnswer | Readonly<Record<string, DnsAnswer>>): said is DnsAnswer {
  return typeof said["kind"] === "string";
}

/** Makes a session that knows these observations; at the domain's servers, nothing else exists. */
export function sessionKnowing(
  known: readonly Observation[],
): DnsSession & { readonly asked: readonly Question[] } {
  const asked: Question[] = [];
  const see = ({ name, type }: Question): Observation =>
    known.find((one) => one.name === name && one.type === type) ?? observed(name, type, ABSENT);
  return {
    asked,
    ask: async (questions) => {
      asked.push(...questions);
      return questions.map(see);
    },
    queries: () => asked.length,
    end: () => undefined,
  };
}
