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
  const hostMs = spacing(PROBE.mostASecond.host, sharers);
  const zoneMs = spacing(PROBE.mostASecond.domain, 1);
  const taken = new Set<string>();
  const zoneFree = new Map<string, number>();
  const paced = domains.map((due) => {
    const zone = zoneOf(due);
    // A name that waits for its zone leaves the times before it to the host's other domains.
    let turn = Math.ceil((zoneFree.get(zone) ?? 0) / hostMs);
    while (taken.has(`${hostOf(due)} ${turn}`)) turn += 1;
    taken.add(`${hostOf(due)} ${turn}`);
    const afterMs = turn * hostMs;
    zoneFree.set(zone, afterMs + zoneMs);
    return { due, afterMs };
  });
  return paced.sort((one, other) => one.afterMs - other.afterMs);
}

/** The time between two probes, so that no second has more questions of all sharers together than the rate. */
function spacing(mostASecond: number, sharers: number): number {
  return 1000 / Math.max(1, Math.floor(mostASecond / (QUESTIONS * sharers)));
}
