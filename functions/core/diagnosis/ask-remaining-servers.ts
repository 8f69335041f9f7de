import { type Ask, answerIn, askThrough } from "#core/dns/ask-through";
import type { DnsSession } from "#core/dns/observation";
import type { Answers } from "./model/answers.ts";

/**
 * Asks the further questions that the first round made necessary; nothing that it answered is asked again.
 */
export function askRemainingServers(seen: Answers, session: DnsSession, own: string): Ask {
  const ask = askThrough(session, own);
  return async (name, type) => {
    const known = type === "PTR" ? undefined : seen.of(name, type);
    return known === undefined ? ask(name, type) : answerIn(known);
  };
}
