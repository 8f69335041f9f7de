import type { DnsAnswer, DnsSession, RecordType, ServerAnswer } from "#core/dns/observation";
import { isAtOrBelow } from "#core/names/domain-name";

/** The contents of one server: values by `TYPE name`, or "unknown" if it gives no usable answer. */
export type Holding = ReadonlyMap<string, readonly string[] | "unknown">;

const TTL = 300;

/**
 * Makes a session over the contents of several name servers of one zone; resolvers hold the same as the first
 * server.
 */
export function memorySession(zone: string, holdings: readonly Holding[]): DnsSession {
  let queries = 0;
  const answer = (holding: Holding, type: RecordType, name: string): DnsAnswer => {
    const held = holding.get(`${type} ${name}`) ?? [];
    if (held === "unknown") return { kind: "unknown", reason: "timeout" };
    if (held.length > 0) return { kind: "records", values: held, ttl: TTL };
    return { kind: "absent", nxdomain: false, negativeTtl: TTL };
  };
  const [first = new Map()] = holdings;
  return {
    ask: async (questions) =>
      questions.map(({ name, type, isRight, through }) => {
        const own = isAtOrBelow(name, zone);
        queries += holdings.length;
        const authoritative = holdings.map(
          (holding, index): ServerAnswer => ({
            server: `ns${index + 1}.${zone}`,
            address: `192.0.2.${index + 1}`,
            answer: answer(holding, type, name),
          }),
        );
        const told: ServerAnswer = {
          server: "192.0.2.9",
          address: "192.0.2.9",
          answer: answer(first, type, name),
        };
        const knows = isRight !== undefined && told.answer.kind === "records" && isRight(told.answer.values);
        return {
          name,
          type,
          ...(own ? { zone } : {}),
          nameServers: own ? authoritative.map(({ server }) => server) : [],
          authoritative: own ? authoritative : [],
          recursive: knows || through === "resolver" ? [told] : [],
          aliases: [],
          zoneExists: own ? "yes" : "unknown",
        } as const;
      }),
    queries: () => queries,
    end: () => undefined,
  };
}
