import type { DnsAnswer, DnsSession, RecordType } from "#core/dns/sighting";
import { gather, type Seen } from "./seen.ts";

/** Asks one thing at a time, and nothing twice; names of other people's zones through a resolver. */
export type Ask = (name: string, type: RecordType | "PTR") => Promise<DnsAnswer>;

/** No reverse zone is asked: what an address is called never decides what passes here. */
const NO_POINTER: DnsAnswer = { kind: "absent", nxdomain: true, negativeTtl: 0 };

/** Makes the way to ask for what a first round turned out to need; what was seen already is not asked again. */
export function createAsk(session: DnsSession, seen: Seen, isOwn: (name: string) => boolean): Ask {
  return async (name, type) => {
    if (type === "PTR") return NO_POINTER;
    const known = seen.of(name, type);
    if (known !== undefined) return answerOf(gather([known]), name, type);
    const through = isOwn(name) ? "one-server" : "resolver";
    return answerOf(gather(await session.look([{ name, type, through }])), name, type);
  };
}

/** One answer out of those of all servers: what is there, or that it is absent, or why nobody knows. */
function answerOf(seen: Seen, name: string, type: RecordType): DnsAnswer {
  const sighting = seen.of(name, type);
  const own = (sighting?.authoritative ?? []).map(({ answer }) => answer);
  const answers = own.length > 0 ? own : (sighting?.recursive ?? []).map(({ answer }) => answer);
  return (
    answers.find(({ kind }) => kind === "records") ??
    answers.find(({ kind }) => kind === "absent") ??
    answers[0] ?? { kind: "unknown", reason: "no-name-server" }
  );
}
