import type { DnsAnswer, DnsSession, Observation, Question, RecordType } from "#core/dns/observation";

/**
 * The records of one name by type. A CNAME is followed, "!" means no answer, and NS makes the name a separate
 * zone.
 */
type Records = Partial<Readonly<Record<RecordType, string>>>;

/**
 * A declared domain. Names are relative to it; "@" is the domain itself, and "*" stands for all other names.
 */
export type DeclaredZone = Readonly<Record<string, Records>>;

/** Makes a session that sees one declared domain; all other names do not exist. */
export function sessionOf(
  domain: string,
  zone: DeclaredZone,
  zoneExists: Observation["zoneExists"] = "yes",
): DnsSession & { readonly asked: Question[] } {
  const names = new Map(
    Object.entries(zone).map(([host, records]) => [host === "@" ? domain : `${host}.${domain}`, records]),
  );
  const asked: Question[] = [];
  const hasBelow = (name: string) => [...names.keys()].some((one) => one.endsWith(`.${name}`));
  const answerAt = (name: string, type: RecordType): DnsAnswer => {
    const isOwn = name === domain || name.endsWith(`.${domain}`);
    const here = names.get(name) ?? (isOwn && !hasBelow(name) ? names.get(`*.${domain}`) : undefined);
    const text = here?.[type];
    if (text === "!") return { kind: "unknown", reason: "timeout" };
    if (text !== undefined) return { kind: "records", values: text.split(" | "), ttl: 60 };
    return { kind: "absent", nxdomain: here === undefined && !hasBelow(name), negativeTtl: 60 };
  };
  const see = ({ name, type }: Question): Observation => {
    const alias = answerAt(name, "CNAME");
    const [target] = alias.kind === "records" ? alias.values : [];
    const answer = answerAt(target ?? name, type);
    const cut = [...names].find(
      ([at, { NS }]) => NS !== undefined && (name === at || name.endsWith(`.${at}`)),
    );
    const said = { server: "ns1.example", address: "192.0.2.53", answer };
    return {
      name,
      type,
      zone: cut?.[0] ?? domain,
      nameServers: cut?.[1].NS?.split(" | ") ?? ["ns1.example"],
      authoritative: zoneExists === "no" ? [] : [said],
      recursive: [],
      aliases: target === undefined ? [] : [target],
      zoneExists,
    };
  };
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
