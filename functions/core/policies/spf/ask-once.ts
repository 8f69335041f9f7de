import type { DnsAnswer } from "#core/dns/observation";
import type { SpfAsk } from "./spf-result.ts";

/** Asks each question once: one record is evaluated with many addresses. */
export function askOnce(ask: SpfAsk): SpfAsk {
  const told = new Map<string, Promise<DnsAnswer>>();
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const answer = told.get(key) ?? ask(name, type);
    told.set(key, answer);
    return answer;
  };
}
