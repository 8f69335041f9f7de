import type { DnsSession, Question, ServerAnswer } from "#core/dns/observation";
import type { ZoneRecord } from "#core/domain-connect/apply-template";
import { isAtOrBelow } from "#core/names/domain-name";
import { answerFrom } from "./zone-answers.ts";

/** The behaviour of a zone's name servers. */
export interface ServedZone {
  readonly zone: string;
  /** The records that each name server holds. */
  readonly servers: readonly (readonly ZoneRecord[])[];
  /** True if the same servers also hold delegated zones. */
  readonly servesBoth: boolean;
  /** True if the last server does not answer. */
  readonly isLastSilent: boolean;
}

/** Makes a session over the records of one zone; no other zone exists. */
export function zoneSession(served: ServedZone): DnsSession {
  let queries = 0;
  return {
    ask: async (questions) => {
      queries += questions.length;
      return questions.map((question) => observe(question, served));
    },
    queries: () => queries,
    end: () => undefined,
  };
}

function observe({ name, type }: Question, { zone, servers, servesBoth, isLastSilent }: ServedZone) {
  const nowhere = { name, type, nameServers: [], recursive: [], aliases: [] };
  const absent = { kind: "absent", nxdomain: true, negativeTtl: 300 } as const;
  if (!isAtOrBelow(name, zone)) {
    const other: ServerAnswer = { server: "ns.nic.example", address: "192.0.2.200", answer: absent };
    return { ...nowhere, zone: "example", authoritative: [other], zoneExists: "yes" } as const;
  }
  const answers = servers.map((records) => answerFrom(records, zone, { name, type }, servesBoth));
  const silent = { kind: "unknown", reason: "timeout" } as const;
  const authoritative = answers.map(
    ({ answer }, index): ServerAnswer => ({
      server: `ns${index + 1}.${zone}`,
      address: `192.0.2.${index + 1}`,
      answer: isLastSilent && index === servers.length - 1 ? silent : answer,
    }),
  );
  const [first] = answers;
  const seen = { ...nowhere, zone: first?.zone ?? zone, aliases: first?.aliases ?? [] };
  return {
    ...seen,
    nameServers: authoritative.map(({ server }) => server),
    authoritative,
    zoneExists: "yes",
  } as const;
}
