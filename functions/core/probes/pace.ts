import { PROBE } from "#core/onboarding/schedule";
import { type DueDomain, hostOf, zoneOf } from "./due-domain.ts";
import { DOMAINS_A_SHARD, QUESTIONS, type Shard } from "./shards.ts";

/** A domain, and the delay of its probe after the start of its shard. */
interface Paced {
  readonly due: DueDomain;
  readonly afterMs: number;
}

/**
 * Spaces out the probes of a shard. Neither the servers of a DNS host nor those of one domain get more
 * questions than their rate, and one invocation can ask them all.
 */
export function pace({ domains, sharers }: Shard): readonly Paced[] {
  const hostMs = spacing(PROBE.mostASecond.host, sharers);
  const zones = { everyMs: spacing(PROBE.mostASecond.domain, 1), free: new Map<string, number>() };
  const hosts = [...Map.groupBy(domains, hostOf).values()];
  const lastsMs = domains.length > DOMAINS_A_SHARD ? domains.length / PROBES_A_MS : 0;
  const paced = hosts.flatMap((host) => {
    const spreadMs = divisorOf(zones.everyMs, lastsMs / host.length);
    return paceHost(host, Math.max(hostMs, spreadMs), zones);
  });
  return paced.sort((one, other) => one.afterMs - other.afterMs);
}

/**
 * The most probes that one invocation makes in a millisecond, in the long run. A shard of the usual size is
 * short enough to begin all its probes at once.
 */
const PROBES_A_MS = 0.4;

/** Returns at least `partMs`, as a divisor of `wholeMs`: otherwise each turn of one zone's names would be rounded up. */
function divisorOf(wholeMs: number, partMs: number): number {
  if (partMs <= 0 || partMs >= wholeMs) return partMs;
  let count = Math.floor(wholeMs / partMs);
  while (wholeMs % count !== 0) count -= 1;
  return wholeMs / count;
}

/** When each registrable domain may be asked again. */
interface Zones {
  readonly everyMs: number;
  readonly free: Map<string, number>;
}

/** Gives each domain of one DNS host a turn of its own. The zones with the most names need the whole time, so they begin. */
function paceHost(host: readonly DueDomain[], hostMs: number, zones: Zones): readonly Paced[] {
  const taken = new Set<number>();
  let firstFree = 0;
  const byZone = [...Map.groupBy(host, zoneOf).values()];
  const ordered = byZone.toSorted((one, other) => other.length - one.length).flat();
  return ordered.map((due) => {
    const zone = zoneOf(due);
    // While a name waits for its zone, the host's other domains use the time.
    let turn = Math.max(firstFree, Math.ceil((zones.free.get(zone) ?? 0) / hostMs));
    while (taken.has(turn)) turn += 1;
    taken.add(turn);
    while (taken.has(firstFree)) firstFree += 1;
    const afterMs = turn * hostMs;
    zones.free.set(zone, afterMs + zones.everyMs);
    return { due, afterMs };
  });
}

/** Returns the time between two probes at which all sharers together stay within the rate. */
function spacing(mostASecond: number, sharers: number): number {
  return 1000 / Math.max(1, Math.floor(mostASecond / (QUESTIONS * sharers)));
}
