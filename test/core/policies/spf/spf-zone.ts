import type { DnsAnswer } from "#core/dns/observation";
import type { SpfAsk, SpfRecordType } from "#core/policies/spf/spf-result";

/** Records by name and type; " | " separates several values, and "!" means no answer. */
export type SpfZone = Readonly<Record<string, Partial<Readonly<Record<SpfRecordType, string>>>>>;

/** Answers from a declared zone; other names do not exist. */
export function askZone(zone: SpfZone, asked: string[] = []): SpfAsk {
  const names = new Map(Object.entries(zone).map(([name, types]) => [name.toLowerCase(), types]));
  return async (name, type): Promise<DnsAnswer> => {
    asked.push(`${type} ${name}`);
    const here = names.get(name.toLowerCase());
    const text = here?.[type];
    if (text === "!") return { kind: "unknown", reason: "timeout" };
    if (text === undefined) return { kind: "absent", nxdomain: here === undefined, negativeTtl: 300 };
    return { kind: "records", values: text.split(" | "), ttl: 300 };
  };
}
