import { isAtOrBelow } from "#core/names/domain-name";
import type { DnsAnswer, DnsSession, Observation, RecordType } from "./observation.ts";

/** Asks one question of the DNS. */
export type Ask = (name: string, type: RecordType | "PTR") => Promise<DnsAnswer>;

/**
 * Asks through a session: a domain's own names at their name servers alone, which plants nothing in any cache, and the
 * names of others at a resolver. Reverse names are not asked: no answer to one is a mere mismatch (RFC 7208 §5.5).
 */
export function askThrough(session: DnsSession, own: string): Ask {
  return async (name, type) => {
    // Spaces and the like: nobody has such a name, and most servers refuse to be asked for it.
    if (!/^[\x21-\x7e]+$/.test(name)) return { kind: "absent", nxdomain: true, negativeTtl: 0 };
    if (type === "PTR") return { kind: "unknown", reason: "refused" };
    const through = isAtOrBelow(name, own) ? "one-server" : "resolver";
    const [sighting] = await session.ask([{ name, type, through }]);
    return sighting === undefined ? { kind: "unknown", reason: "no-name-server" } : answerIn(sighting);
  };
}

/** The one answer to take from a sighting: records before an absence, an absence before silence. */
export function answerIn({ authoritative, recursive, zoneExists }: Observation): DnsAnswer {
  const heard = (authoritative.length > 0 ? authoritative : recursive).map(({ answer }) => answer);
  const told = heard.find(({ kind }) => kind === "records") ?? heard.find(({ kind }) => kind === "absent");
  if (told !== undefined) return told;
  if (zoneExists === "no") return { kind: "absent", nxdomain: true, negativeTtl: 0 };
  return heard[0] ?? { kind: "unknown", reason: "no-name-server" };
}
