import * as z from "zod";
import type { Onboarding } from "#core/onboarding/onboarding";
import { awaitedProbe } from "#core/onboarding/probe-plan";
import { hashOf, PROBE } from "#core/onboarding/schedule";
import { type DueDomain, dueDomain, hostOf, zoneOf } from "./due-domain.ts";

/** A part of a run; each part has its own invocation, and they run in parallel. */
export const shard = z.object({
  /** The time of the run. */
  now: z.number().int(),
  /** The number of shards that ask the same DNS host and therefore share its rate. */
  sharers: z.number().int().min(1),
  domains: z.array(dueDomain),
  /** True if a page asked for it; such probes of one domain are spaced out across all pages. */
  isAwaited: z.boolean().optional(),
});

/** A part of a run. */
export type Shard = z.infer<typeof shard>;

/** Returns the probe of one onboarding for which somebody waits on a page. */
export function awaitedShard(current: Onboarding, now: number): Shard | undefined {
  const plan = awaitedProbe(current, now);
  return plan && { now, sharers: 1, domains: [{ pk: current.onboardingId, plan }], isAwaited: true };
}

/** Starts shards, each in a separate invocation. */
export interface ShardStarter {
  start(shard: Shard): Promise<void>;
}

/**
 * An asynchronous invocation accepts 1 MB, and the largest plan has 1.5 kB:
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const DOMAINS_A_SHARD = 500;
/** The questions for one domain. */
export const QUESTIONS = 5;
/** A run must end before the next one begins. */
const SECONDS_A_RUN = 50;
/**
 * The most domains that one invocation can ask in its time. The event of a shard can't hold more than a
 * shard's domains.
 */
const DOMAINS_AT_HOME = 6000;
/** The domains of one DNS host that can be asked within a second. */
const DOMAINS_A_SECOND = PROBE.mostASecond.host / QUESTIONS;

/** A divided run. */
export interface DividedRun {
  /** The part that the invocation of the run takes itself, if a DNS host takes more than a second. */
  readonly own: Shard | undefined;
  readonly others: readonly Shard[];
}

/**
 * Divides the due domains of a run. The invocation of the run takes the largest DNS hosts itself. Time in
 * pauses is paid for, so as many pauses as possible overlap.
 */
export function divideRun(due: readonly DueDomain[], now: number): DividedRun {
  const hosts = hostsOf(due, now);
  const own = ownHosts(hosts);
  const domains = own.flat();
  const others = shardsOfHosts(hosts.slice(own.length), now);
  return { own: domains.length === 0 ? undefined : { now, sharers: 1, domains }, others };
}

/** Returns the first hosts, by size: all that need pauses, and others up to the size of a shard. */
function ownHosts(hosts: readonly Host[]): readonly Host[] {
  let count = 0;
  const end = hosts.findIndex(({ length }) => {
    const room = length > DOMAINS_A_SECOND ? DOMAINS_AT_HOME : DOMAINS_A_SHARD;
    if (count + length > room || (count === 0 && length <= DOMAINS_A_SECOND)) return true;
    count += length;
    return false;
  });
  return end === -1 ? hosts : hosts.slice(0, end);
}

/** Domains of one DNS host. */
type Host = readonly DueDomain[];

/**
 * Divides the due domains of a run into shards. Shards run independently, so all domains of one DNS host, or
 * of one registrable domain, go into one shard or into shards of their own; that keeps the rates. Domains
 * that do not fit wait for a later run. The order changes with each run.
 */
export function shardsOf(due: readonly DueDomain[], now: number): readonly Shard[] {
  return shardsOfHosts(hostsOf(due, now), now);
}

/** Returns the domains that fit into a run by their DNS hosts, the largest first. */
function hostsOf(due: readonly DueDomain[], now: number): readonly Host[] {
  const shuffled = due.toSorted((one, other) => placeOf(one, now) - placeOf(other, now));
  const fitting = atMost(shuffled, zoneOf, (SECONDS_A_RUN * PROBE.mostASecond.domain) / QUESTIONS);
  const kept = atMost(fitting, hostOf, SECONDS_A_RUN * DOMAINS_A_SECOND);
  return [...Map.groupBy(kept, hostOf).values()].toSorted((one, other) => other.length - one.length);
}

/** A shard lasts as long as its largest host and costs money while it pauses, so large hosts are put together. */
function shardsOfHosts(hosts: readonly Host[], now: number): readonly Shard[] {
  const large = hosts.filter(({ length }) => length > DOMAINS_A_SHARD).flatMap((host) => divided(host, now));
  const small = packed(hosts.filter(({ length }) => length <= DOMAINS_A_SHARD));
  return [...large, ...small.map((domains) => ({ now, sharers: 1, domains }))];
}

/** Divides a host with many domains; names of one registrable domain stay together. */
function divided(host: readonly DueDomain[], now: number): readonly Shard[] {
  const parts = packed([...Map.groupBy(host, zoneOf).values()].flatMap(pieces));
  return parts.map((domains) => ({ now, sharers: parts.length, domains }));
}

/** One registrable domain fills at most one shard in a run. */
function pieces(zone: readonly DueDomain[]): readonly (readonly DueDomain[])[] {
  return [zone.slice(0, DOMAINS_A_SHARD)];
}

/** Packs groups together in order while a shard has room. */
function packed(groups: readonly (readonly DueDomain[])[]): DueDomain[][] {
  const shards: DueDomain[][] = [];
  for (const group of groups) {
    const last = shards.at(-1);
    if (last !== undefined && last.length + group.length <= DOMAINS_A_SHARD) last.push(...group);
    else shards.push([...group]);
  }
  return shards;
}

function atMost(
  due: readonly DueDomain[],
  groupOf: (one: DueDomain) => string,
  most: number,
): readonly DueDomain[] {
  const counts = new Map<string, number>();
  return due.filter((one) => {
    const count = (counts.get(groupOf(one)) ?? 0) + 1;
    counts.set(groupOf(one), count);
    return count <= most;
  });
}

/** Returns a position that changes with each run, so that no domain is always first or always last. */
function placeOf({ pk }: DueDomain, now: number): number {
  return hashOf(`${now} ${pk}`);
}
