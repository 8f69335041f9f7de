import { isAtOrBelow } from "#core/names/domain-name";
import type { DnsAnswer, DnsSession, Observation, RecordType } from "./observation.ts";

/** Asks one question of the DNS. */
export type Ask = (name: string, type: RecordType | "PTR") => Promise<DnsAnswer>;

/**
 * Asks through a session. Names of the domain `own` are asked at their name servers, which keeps negative
 * answers out of resolvers' caches; all other names are asked at a resolver. Reverse names are not asked: SPF
 * treats no answer as no match (RFC 7208 §5.5).
 */
export function askThrough(session: DnsSession, own: string): Ask {
  return async (name, type) => {
    // No DNS zone has a name with spaces, and most servers refuse the question.
    if (!/^[\x21-\x7e]+$/.test(name)) return { kind: "absent", nxdomain: true, negativeTtl: 0 };
    if (type === "PTR") return { kind: "unknown", reason: "refused" };
    const through = isAtOrBelow(name, own) ? "one-server" : "resolver";
    const [observation] = await session.ask([{ name, type, through }]);
    return observation === undefined ? { kind: "unknown", reason: "no-name-server" } : answerIn(observation);
  };
}

/**
 * Picks one answer from an observation: records if any server has them, else an absence, else the lack of an
 * answer.
 */
export function answerIn({ authoritative, recursive, zoneExists }: Observation): DnsAnswer {
  const answers = (authoritative.length > 0 ? authoritative : recursive).map(({ answer }) => answer);
  const known =
    answers.find(({ kind }) => kind === "records") ?? answers.find(({ kind }) => kind === "absent");
  if (known !== undefined) return known;
  if (zoneExists === "no") return { kind: "absent", nxdomain: true, negativeTtl: 0 };
  return answers[0] ?? { kind: "unknown", reason: "no-name-server" };
}
