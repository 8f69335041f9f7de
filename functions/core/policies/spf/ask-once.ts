import type { DnsAnswer } from "#core/dns/observation";
import type { SpfAsk } from "./spf-result.ts";

/** Caches each answer, because one record is evaluated with many addresses. */
export function askOnce(ask: SpfAsk): SpfAsk {
  const answers = new Map<string, Promise<DnsAnswer>>();
  return (name, type) => {
    const key = `${type} ${name.toLowerCase()}`;
    const answer = answers.get(key) ?? ask(name, type);
    answers.set(key, answer);
    return answer;
  };
}
