import { type Ask, answerIn, askThrough } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/observation";
import type { Answers } from "./model/answers.ts";

/** Asks what a first round turned out to need; what was seen by it is not asked again. */
export function askRemainingServers(seen: Answers, session: DnsSession, own: string): Ask {
  const ask = askThrough(session, own);
  return async (name, type) => {
    const known = type === "PTR" ? undefined : seen.of(name, type);
    return known === undefined ? ask(name, type) : answerIn(known);
  };
}
