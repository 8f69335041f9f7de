import { PROBE } from "#core/onboarding/schedule";
import { type DueDomain, hostOf, zoneOf } from "./due-domain.ts";
import { QUESTIONS, type Shard } from "./shards.ts";

/** A domain, and the delay of its probe after the start of its shard. */
interface Paced {
  readonly due: DueDomain;
  readonly afterMs: number;
}

/**
 * Spaces out the probes of a shard, so that neither a DNS host's servers nor those of one domain exceed their
 * rate.
 */
export function pace({ domains, sharers }: Shard): readonly Paced[] {
  const hostMs = spacing(PROBE.mostASecond.host, sharers);
  const zoneMs = spacing(PROBE.mostASecond.domain, 1);
  const taken = new Set<string>();
  const zoneFree = new Map<string, number>();
  const paced = domains.map((due) => {
    const zone = zoneOf(due);
    // While a name waits for its zone, the host's other domains use the time.
    let turn = Math.ceil((zoneFree.get(zone) ?? 0) / hostMs);
    while (taken.has(`${hostOf(due)} ${turn}`)) turn += 1;
    taken.add(`${hostOf(due)} ${turn}`);
    const afterMs = turn * hostMs;
    zoneFree.set(zone, afterMs + zoneMs);
    return { due, afterMs };
  });
  return paced.sort((one, other) => one.afterMs - other.afterMs);
}

/** Returns the time between two probes at which all sharers together stay within the rate. */
function spacing(mostASecond: number, sharers: number): number {
  return 1000 / Math.max(1, Math.floor(mostASecond / (QUESTIONS * sharers)));
}
