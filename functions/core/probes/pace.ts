import { PROBE } from "#core/onboarding/schedule";
import { type DueDomain, hostOf, zoneOf } from "./due-domain.ts";
import { QUESTIONS, type Shard } from "./shards.ts";

/** A domain, and how long after the start of its shard it is probed. */
interface Paced {
  readonly due: DueDomain;
  readonly afterMs: number;
}

/** Spaces out the probes of a shard: neither the servers of a DNS host nor those of one domain get more than their rate. */
export function pace({ domains, sharers }: Shard): readonly Paced[] {
  const { mostASecond } = PROBE;
  const hostMs = (1000 * QUESTIONS * sharers) / mostASecond.host;
  const zoneMs = (1000 * QUESTIONS) / mostASecond.domain;
  const free = new Map<string, number>();
  const paced = domains.map((due) => {
    const [host, zone] = [`host ${hostOf(due)}`, `zone ${zoneOf(due)}`];
    const afterMs = Math.max(free.get(host) ?? 0, free.get(zone) ?? 0);
    free.set(host, (free.get(host) ?? 0) + hostMs);
    free.set(zone, afterMs + zoneMs);
    return { due, afterMs };
  });
  return paced.sort((one, other) => one.afterMs - other.afterMs);
}
